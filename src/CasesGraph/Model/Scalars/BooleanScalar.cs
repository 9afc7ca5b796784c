using System.Text.Json;

namespace CasesGraph.Model.Scalars;

internal sealed class BooleanScalar() : Scalar(typeof(bool), "Boolean", StoredAs.Flag)
{
    public override Comparisons Comparisons => Comparisons.None;
    public override ValueText Written { get; } = new PlaceText(["false", "true"]);
    public override long Least => 0;
    public override long Most => 1;

    public override object ToStored(object value) => (bool)value ? 1L : 0L;

    public override object FromStored(object stored) => (long)stored != 0;

    public override object Example(int number) => number % 2 == 1;

    public override void WriteJson(Utf8JsonWriter json, long stored) => json.WriteBooleanValue(stored != 0);

    public override object? Parse(string text) => bool.TryParse(text, out var value) ? value : null;
}
