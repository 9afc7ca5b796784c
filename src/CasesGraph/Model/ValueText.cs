using System.Globalization;

namespace CasesGraph.Model;

/// <summary>
/// How stored values read as text, in a form that C# and the SQL of both databases can follow. The log's texts are told
/// once by it.
/// </summary>
public abstract record ValueText
{
    public abstract string Of(object stored);

    /// <summary>What was stored, of what <see cref="Of"/> wrote.</summary>
    public abstract object Read(string text);
}

/// <summary>A text as it is.</summary>
public sealed record SameText : ValueText
{
    public override string Of(object stored) => (string)stored;

    public override object Read(string text) => text;
}

/// <summary>A number by its digits.</summary>
/// <param name="Places">So many of them stand behind the point; zeros at the end are left out.</param>
public sealed record DigitsText(int Places = 0) : ValueText
{
    public override string Of(object stored) =>
        Places == 0
            ? ((long)stored).ToString(CultureInfo.InvariantCulture)
            : new decimal((long)stored).Scaled(-Places).ToString("0.############", CultureInfo.InvariantCulture);

    public override object Read(string text) =>
        (long)decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture).Scaled(Places);
}

/// <summary>A number by the name at its place.</summary>
public sealed record PlaceText(IReadOnlyList<string> Names) : ValueText
{
    public override string Of(object stored) => Names[(int)(long)stored];

    public override object Read(string text) =>
        Names.Index().FirstOrDefault(name => string.Equals(name.Item, text, StringComparison.Ordinal))
            is (var at, not null)
            ? (long)at
            : throw new InvalidOperationException($"'{text}' is the name of no value.");
}

/// <summary>Microseconds since 1970 as RFC 3339 in UTC; a fraction only where there is one.</summary>
public sealed record InstantText : ValueText
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public override string Of(object stored) =>
        UtcMicroseconds.To((long)stored).ToString(Form, CultureInfo.InvariantCulture);

    public override object Read(string text) =>
        UtcMicroseconds.From(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
}

/// <summary>Days since 1970 as ISO 8601.</summary>
public sealed record DateText : ValueText
{
    internal const string Form = "yyyy-MM-dd";

    public override string Of(object stored) =>
        EpochDays.To((int)(long)stored).ToString(Form, CultureInfo.InvariantCulture);

    public override object Read(string text) =>
        (long)EpochDays.From(DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture));
}
