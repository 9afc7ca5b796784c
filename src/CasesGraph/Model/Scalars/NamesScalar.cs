namespace CasesGraph.Model.Scalars;

/// <summary>A type of names that its own list gives, stored as texts.</summary>
internal sealed class NamesScalar<TName>() : Scalar(typeof(TName), typeof(TName).Name, StoredAs.Text)
    where TName : struct, INameOf<TName>
{
    public override string Description => TName.About;
    public override Comparisons Comparisons => Comparisons.Lists;
    public override ValueText Written { get; } = new SameText();

    public override IReadOnlyList<NamedValue> Names =>
        [.. TName.All.Select(one => new NamedValue(one.Name.Name, one.Name, one.Description))];

    public override object ToStored(object value) => ((TName)value).Name;

    public override object FromStored(object stored) => TName.Of((string)stored);

    public override object Example(int number) => Names[number % Names.Count].Value;
}

internal static class NamesScalar
{
    public static Scalar? Make(Type type) =>
        Array.Exists(
            type.GetInterfaces(),
            one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(INameOf<>)
        )
            ? (Scalar)Activator.CreateInstance(typeof(NamesScalar<>).MakeGenericType(type))!
            : null;
}
