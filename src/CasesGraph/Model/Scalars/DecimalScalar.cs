using System.Globalization;
using System.Text.Json;

namespace CasesGraph.Model.Scalars;

internal sealed class DecimalScalar() : Scalar(typeof(decimal), "Decimal", StoredAs.Number)
{
    public override Type Converter => typeof(FixedPoint);

    public override string Description =>
        "An exact number with at most four decimal places, from -922337203685477.5807 to 922337203685477.5807.";

    public override string SpecifiedBy => "https://scalars.graphql.org/chillicream/decimal.html";
    public override bool IsNumber => true;
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order;

    /// <summary>Below it there is one more, whose opposite is none.</summary>
    public override long Least => -long.MaxValue;
    public override ValueText Written { get; } = new DigitsText(FixedPoint.Places);

    public override object ToStored(object value) => FixedPoint.From((decimal)value);

    public override object FromStored(object stored) => FixedPoint.To((long)stored);

    public override object Example(int number) => number + 0.25m;

    public override void WriteJson(Utf8JsonWriter json, long stored) => json.WriteNumberValue(FixedPoint.To(stored));

    public override object? Parse(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var fits = Math.Abs(value) <= FixedPoint.To(Most) && value == decimal.Round(value, FixedPoint.Places);
        return fits ? value : null;
    }
}
