using System.Globalization;
using System.Text.RegularExpressions;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Types;

/// <summary>
/// An instant: RFC 3339 with any offset and any number of digits in, UTC to the microsecond out. What lies between two
/// microseconds is kept as a time between them, so that comparisons can tell it from both.
/// </summary>
internal sealed partial class DateTimeType : ScalarGraphType
{
    /// <summary>Of a tick's fraction: the last digit of DateTime's own.</summary>
    private const int TickDigits = 7;
    private const int LongestText = 128;

    public DateTimeType()
    {
        Name = "DateTime";
        Description = "An instant as RFC 3339 writes it; any offset is taken, answers are in UTC, to the microsecond.";
        Metadata[SdlPrinter.SpecifiedBy] = "https://www.rfc-editor.org/rfc/rfc3339";
    }

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text => ParseValue((string)text.Value),
            _ => ThrowLiteralConversionError(value),
        };

    public override object? ParseValue(object? value) =>
        value is null ? null
        : value is string { Length: <= LongestText } text && Parse(text) is { } time ? time
        : ThrowValueConversionError(value);

    private static DateTime? Parse(string text)
    {
        var parts = Form().Match(text);
        if (
            !parts.Success
            || !DateTimeOffset.TryParseExact(
                $"{parts.Groups["date"].Value}T{parts.Groups["time"].Value}{parts.Groups["offset"].Value.ToUpperInvariant()}",
                "yyyy-MM-dd'T'HH:mm:ssK",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var at
            )
        )
            return null;
        return new DateTime(at.UtcTicks, DateTimeKind.Utc).AddTicks(Ticks(parts.Groups["fraction"].Value));
    }

    /// <summary>Digits behind the last one of a tick are no more than that there are some.</summary>
    private static long Ticks(string fraction)
    {
        var ticks = long.Parse("0" + fraction.PadRight(TickDigits, '0')[..TickDigits], CultureInfo.InvariantCulture);
        var isBetween = fraction.Length > TickDigits && fraction.AsSpan(TickDigits).ContainsAnyExcept('0');
        return isBetween && ticks % TimeSpan.TicksPerMicrosecond == 0 ? ticks + 1 : ticks;
    }

    [GeneratedRegex(
        @"^(?<date>\d{4}-\d\d-\d\d)[Tt ](?<time>\d\d:\d\d:\d\d)(\.(?<fraction>\d+))?(?<offset>[Zz]|[+-]\d\d:\d\d)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
