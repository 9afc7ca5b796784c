using System.Globalization;
using System.Numerics;

namespace CasesGraph.Model.Scalars;

internal sealed class WholeNumberScalar<T>(string name) : Scalar(typeof(T), name, StoredAs.Number)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order;
    public override ValueText Written { get; } = new DigitsText();
    public override long Least { get; } = long.CreateChecked(T.MinValue);
    public override long Most { get; } = long.CreateChecked(T.MaxValue);

    public override object ToStored(object value) => long.CreateChecked((T)value);

    public override object FromStored(object stored) => T.CreateChecked((long)stored);

    public override object Example(int number) => T.CreateChecked(number);

    public override object? Parse(string text) =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
