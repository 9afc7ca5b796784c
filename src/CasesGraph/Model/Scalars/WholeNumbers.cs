using System.Globalization;

namespace CasesGraph.Model.Scalars;

internal sealed class LongScalar() : Scalar(typeof(long), "Long", StoredAs.Number)
{
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order;
    public override ValueText Written { get; } = new DigitsText();

    public override object ToStored(object value) => value;

    public override object FromStored(object stored) => stored;

    public override object Example(int number) => (long)number;

    public override object? Parse(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}

internal sealed class IntScalar() : Scalar(typeof(int), "Int", StoredAs.Number)
{
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order;
    public override ValueText Written { get; } = new DigitsText();
    public override long Least => int.MinValue;
    public override long Most => int.MaxValue;

    public override object ToStored(object value) => (long)(int)value;

    public override object FromStored(object stored) => (int)(long)stored;

    public override object Example(int number) => number;

    public override object? Parse(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
