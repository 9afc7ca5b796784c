using System.Globalization;
using System.Text.Json;

namespace CasesGraph.Model.Scalars;

internal sealed class DateScalar() : Scalar(typeof(DateOnly), "LocalDate", StoredAs.Number)
{
    public override Type Converter => typeof(EpochDays);
    public override string Description => "A date without a time, as ISO 8601 writes it: 2026-03-31.";
    public override string SpecifiedBy => "https://scalars.graphql.org/andimarek/local-date.html";
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order;
    public override long Least { get; } = EpochDays.From(DateOnly.MinValue);
    public override long Most { get; } = EpochDays.From(DateOnly.MaxValue);
    public override ValueText Written { get; } = new DateText();
    public override long FirstMark => Most - 30_000;

    public override object ToStored(object value) => (long)EpochDays.From((DateOnly)value);

    public override object FromStored(object stored) => EpochDays.To((int)(long)stored);

    public override object Example(int number) => new DateOnly(2026, 1, 1).AddDays(number);

    public override void WriteJson(Utf8JsonWriter json, long stored) => json.WriteStringValue(Written.Of(stored));

    public override object? Parse(string text) =>
        DateOnly.TryParseExact(text, DateText.Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
