using CasesGraph.Cases;

namespace CasesGraph.Seeding;

/// <summary>What people write and are called in one language. Slots in braces are filled in from the language's lists.</summary>
internal sealed class DemoTexts
{
    public required IReadOnlyList<Topic> Topics { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<string> Rejections { get; init; }
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>First and last names, each with the letters that an e-mail address takes.</summary>
    public required IReadOnlyList<Name> FirstNames { get; init; }
    public required IReadOnlyList<Name> LastNames { get; init; }
    public required IReadOnlyList<Name> Companies { get; init; }
    public required IReadOnlyList<Name> Cities { get; init; }

    /// <summary>With slots {company} and {city}.</summary>
    public required IReadOnlyList<string> CompanyForms { get; init; }
    public required IReadOnlyList<string> Industries { get; init; }
    public required IReadOnlyList<string> Titles { get; init; }
    public required string Country { get; init; }
    public required string PhonePrefix { get; init; }

    public static IReadOnlyList<string> Products { get; } =
    ["Orbit CRM", "Orbit Mobile", "Ledger One", "Pulse Analytics", "Portal 4", "SyncBridge", "MailRoom", "Atlas API"];

    public static IReadOnlyList<string> Reasons { get; } =
    [
        "Agreed with the customer on the phone",
        "Weekly triage",
        "Handed over before holidays",
        "Pedido do gestor da conta",
        "Service level at risk",
        "Clean-up of the queue",
    ];

    /// <summary>Most customers write English or Portuguese.</summary>
    public static DemoTexts Of(Dice dice) =>
        dice.Weighted(50, 30, 10, 10) switch
        {
            0 => English.Texts,
            1 => Portuguese.Texts,
            2 => Japanese.Texts,
            _ => Ukrainian.Texts,
        };

    public Slots SlotsOf(Dice dice) =>
        new(dice.Pick(Products), dice.Pick(Areas), $"E{1000 + dice.Next(9000)}", $"{2 + dice.Next(97)}");

    /// <summary>What one case is about: its texts all speak of the same product, error and number.</summary>
    internal sealed record Slots(string Product, string Area, string Code, string Number)
    {
        public string Fill(string template) =>
            template.Contains('{', StringComparison.Ordinal)
                ? template
                    .Replace("{product}", Product, StringComparison.Ordinal)
                    .Replace("{area}", Area, StringComparison.Ordinal)
                    .Replace("{code}", Code, StringComparison.Ordinal)
                    .Replace("{n}", Number, StringComparison.Ordinal)
                : template;
    }

    /// <summary>A kind of request, and what is said about it from the first message to the solution.</summary>
    internal sealed record Topic(
        CaseType Type,
        IReadOnlyList<string> Subjects,
        IReadOnlyList<string> Descriptions,
        IReadOnlyList<string> Incoming,
        IReadOnlyList<string> Outgoing,
        IReadOnlyList<string> Resolutions
    );

    /// <summary>A name and its Latin letters, which are its own unless they are given.</summary>
    internal sealed record Name(string Text, string Latin)
    {
        public static IReadOnlyList<Name> List(string words) =>
            [
                .. words
                    .Split(' ')
                    .Select(word => word.Split('/'))
                    .Select(parts => new Name(
                        parts[0].Replace('_', ' '),
                        parts[^1].Replace("_", "", StringComparison.Ordinal)
                    )),
            ];
    }
}
