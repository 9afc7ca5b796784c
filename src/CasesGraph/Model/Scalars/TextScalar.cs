namespace CasesGraph.Model.Scalars;

internal sealed class TextScalar() : Scalar(typeof(string), "String", StoredAs.Text)
{
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Parts;
    public override ValueText Written { get; } = new SameText();

    public override object ToStored(object value) => value;

    public override object FromStored(object stored) => stored;

    public override object Example(int number) => $"Example {number}";

    public override object Parse(string text) => text;
}
