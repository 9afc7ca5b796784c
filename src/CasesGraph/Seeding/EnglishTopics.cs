using CasesGraph.Cases;
using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class EnglishTopics
{
    public static Topic SignIn =>
        new(
            CaseType.User,
            [
                "Cannot sign in to {product}",
                "Password reset mail never arrives",
                "Locked out of {product} after {n} attempts",
            ],
            [
                "Since this morning **{n} colleagues** cannot sign in. The page says `{code}` and goes back to the form.\n\nWe tried:\n- another browser\n- clearing cookies",
                "I asked for a new password three times. No mail arrives, not even in the spam folder.",
            ],
            [
                "Still the same after a restart.",
                "It works for my colleague, but not for me.",
                "Yes, we use single sign-on since last week.",
            ],
            [
                "Could you tell us which browser and version you use?",
                "We have reset your session. Please try again now.",
                "Please check whether the clock of the computer is right.",
            ],
            [
                "The identity provider's certificate had expired; it was replaced.",
                "The account was locked after failed attempts and has been unlocked.",
            ]
        );

    public static Topic Slowness =>
        new(
            CaseType.Product,
            [
                "{product} is slow when opening {area}",
                "Timeout {code} in {area}",
                "{area} take {n} seconds to load in {product}",
            ],
            [
                "Opening {area} takes up to {n} seconds since the last update. In the morning it is worst.",
                "Every export of {area} ends with `{code}` after about a minute. Smaller ones work.",
            ],
            [
                "It got worse today, we cannot work like this.",
                "I attached a recording of the network tab.",
                "Only the office in the north is affected.",
            ],
            [
                "We can see slow queries on our side and are working on it.",
                "Please send us the time of the last occurrence.",
                "A fix is rolled out tonight, could you test tomorrow morning?",
            ],
            [
                "An index was missing after the upgrade; load times are back to normal.",
                "The report was split, and the timeout raised.",
            ]
        );

    public static Topic Invoices =>
        new(
            CaseType.Administration,
            [
                "Invoice {n} shows the wrong amount",
                "Please add {n} licences for {product}",
                "Change of billing address",
            ],
            [
                "The invoice of last month lists {n} seats, but we have fewer. Please send a corrected one.",
                "We grow! Please extend our contract for {product} by {n} seats from next month on.",
            ],
            [
                "When can we expect the corrected invoice?",
                "Our purchase order number is PO-{n}{n}.",
                "Thank you, that was quick.",
            ],
            [
                "Accounting has been informed, you will get a credit note.",
                "Which cost centre shall we put on the invoice?",
                "The licences are active now.",
            ],
            ["A credit note was sent.", "Licences were added, and the contract was extended."]
        );

    public static Topic Imports =>
        new(
            CaseType.Product,
            [
                "Import of {area} stops at row {n}",
                "Special characters are garbled after import",
                "Duplicates in {area} after the nightly sync",
            ],
            [
                "The import stops at row {n} with `{code}`. The file opens fine in a spreadsheet.\n\n> Unexpected end of quoted field",
                "Names such as *Müller* or *Gonçalves* come out as question marks.",
            ],
            ["The file is attached.", "We save it as CSV from the spreadsheet.", "Now it stops at row {n}."],
            [
                "The file is saved as Windows-1252; please choose that encoding.",
                "There is a line break inside a quoted field, we are looking into it.",
                "Could you send us the first ten rows?",
            ],
            [
                "The importer now takes line breaks inside quotes.",
                "Duplicates were merged, and the sync matches by e-mail address now.",
            ]
        );

    public static Topic HowTo =>
        new(
            CaseType.User,
            [
                "How do I share {area} with a colleague?",
                "Where can I change the language of {product}?",
                "Printer does not print labels from {product}",
            ],
            [
                "I looked through the whole menu and cannot find it. Is there a guide?",
                "The label printer prints blank pages, the office printer works. Driver version is {n}.",
            ],
            ["Found it, thank you!", "That menu entry is missing for me.", "Can you show me in a short call?"],
            [
                "You find it under *Settings → {area}*.",
                "Your role does not allow that; your administrator can change it.",
                "Please choose paper size A6 in the printer's settings.",
            ],
            ["Explained on the phone.", "The role was changed by the customer's administrator."]
        );

    public static Topic Crashes =>
        new(
            CaseType.Product,
            [
                "Mobile app crashes when opening {area}",
                "Sync between {product} and Outlook is broken",
                "API answers {code} for {area}",
            ],
            [
                "The app closes as soon as I tap on {area}. Version {n}.1 on a three year old phone.",
                "Our integration gets `{code}` for about {n} % of the requests:\n\n```\nPOST /graphql\n```",
            ],
            ["Reinstalling did not help.", "Here is a crash report.", "It started on the first of the month."],
            [
                "Thank you, the crash report shows the cause.",
                "Please update to version {n}.2 from the store.",
                "We raised the limit of your key for now.",
            ],
            ["Mended in version {n}.2.", "The calendar's permission had been revoked, it was granted again."]
        );
}
