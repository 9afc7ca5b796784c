using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class English
{
    public static DemoTexts Texts { get; } =
        new()
        {
            Topics =
            [
                EnglishTopics.SignIn,
                EnglishTopics.Slowness,
                EnglishTopics.Invoices,
                EnglishTopics.Imports,
                EnglishTopics.HowTo,
                EnglishTopics.Crashes,
            ],
            Notes =
            [
                "Called the customer, nobody answered. Will try again tomorrow.",
                "Reproduced on the test system with build {n}.",
                "Looks like the same cause as last month's outage of {area}.",
                "Asked the team of {product} for an estimate.",
                "Customer is on the old plan, check the contract before promising anything.",
                "Logs show {code} **{n} times** since Monday.",
            ],
            Rejections =
            [
                "Not covered by the contract.",
                "This is how it is meant to work.",
                "No answer after three reminders.",
            ],
            Areas =
            [
                "reports",
                "invoices",
                "calendars",
                "contacts",
                "single sign-on",
                "attachments",
                "dashboards",
                "search",
                "imports",
                "notifications",
            ],
            FirstNames = Name.List(
                "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth Olivia Noah Emma Liam Ava Grace Henry Zoë/zoe Amelia Oscar"
            ),
            LastNames = Name.List(
                "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Clark Lewis Walker Young O'Neill/oneill Harris King Wright Scott Green Baker Adams Hill"
            ),
            Companies = Name.List(
                "Northwind Bluepeak Ironbridge Redwood Silverlake Brightside Evergreen Harbour Lakeshore Summit Crescent Falcon Maple Granite Beacon Sterling Copperfield Whitestone Oakridge Meridian"
            ),
            Cities = Name.List(
                "London Leeds Bristol Dublin Boston Austin Denver Seattle Toronto Sydney Auckland Glasgow Cardiff Chicago Portland"
            ),
            CompanyForms =
            [
                "{company} Ltd",
                "{company} Logistics {city}",
                "{company} & Sons",
                "{company} Foods Inc.",
                "{company} Energy",
                "{company} Health {city}",
                "{company} Partners",
                "{company} Retail Group",
                "{city} {company} Bank",
            ],
            Industries = ["Logistics", "Retail", "Energy", "Healthcare", "Banking", "Manufacturing", "Education"],
            Titles = ["Head of IT", "Office Manager", "Buyer", "Accountant", "Managing Director", "Support Lead"],
            Country = "com",
            PhonePrefix = "+44 20",
        };
}
