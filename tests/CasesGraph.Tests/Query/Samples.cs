namespace CasesGraph.Tests.Query;

/// <summary>Values that are easy to get wrong; rows and filters are made of the same, so that they meet.</summary>
internal static class Samples
{
    /// <summary>What every relative time is measured from.</summary>
    public static DateTime Now { get; } = new(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc);

    public static readonly string[] Texts =
    [
        "",
        "a",
        "A",
        "b",
        "Zebra",
        "zebra",
        "ss",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "i",
        "I",
        "ς",
        "σ",
        "Σ",
        "é",
        "e\u0301",
        "É",
        "\u212A",
        "k",
        "%",
        "_",
        "\\",
        "'",
        "\"",
        "a_b",
        "100%",
        "😀",
        "😁",
        "\uFF5E",
        "漢字",
        "カナ",
        "ǅ",
        " ",
        "\n",
        "𐐨",
        "𐐀",
    ];

    public static readonly string[] Names = ["ana", "Joao", "zebra", "o'neil", "müller", "k9"];

    public static readonly string[] Domains = ["acme.example", "Acme-Labs.example", "mail.acme.example", "ζ.example"];

    /// <summary>However people write them, and the same one twice.</summary>
    public static readonly string[] Phones =
    [
        "+351 912 345 678",
        "912345678",
        "(030) 123-45.67",
        "+49 30 1234567",
        "0049301234567 ext 12",
        "\uFF11\uFF12\uFF13 456",
        "12 345",
        "tel",
        "000-000-001",
    ];

    public static readonly DateTime[] Times =
    [
        DateTime.UnixEpoch,
        Now.AddDays(-400),
        Now.AddDays(-30),
        Now.AddDays(-1),
        Now.AddDays(-1).AddMicroseconds(1),
        Now.AddHours(-12),
        Now.AddMicroseconds(-1),
        Now,
        Now.AddMicroseconds(123_400),
        Now.AddDays(1),
        new(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc),
        new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    ];

    /// <summary>Lengths that are the same by the calendar and by the clock.</summary>
    public static readonly IReadOnlyDictionary<string, TimeSpan> Durations = new Dictionary<string, TimeSpan>(
        StringComparer.Ordinal
    )
    {
        ["-P400D"] = TimeSpan.FromDays(-400),
        ["-P30D"] = TimeSpan.FromDays(-30),
        ["-P1D"] = TimeSpan.FromDays(-1),
        ["-PT12H"] = TimeSpan.FromHours(-12),
        ["PT0S"] = TimeSpan.Zero,
        ["PT0.000001S"] = TimeSpan.FromMicroseconds(1),
        ["P1D"] = TimeSpan.FromDays(1),
    };
}
