namespace CasesGraph.Cases;

/// <summary>The parts of a case: every one that a feature declares by a class.</summary>
internal static class CaseParts
{
    public static IReadOnlyList<CasePart> All { get; } =
    [
        .. typeof(CasePart)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(CasePart)))
            .Select(type => (CasePart)Activator.CreateInstance(type, nonPublic: true)!)
            .OrderBy(part => part.Place),
    ];

    public static IReadOnlyList<LinkPart> Links { get; } = [.. All.OfType<LinkPart>()];
    public static IReadOnlyList<ItemPart> Items { get; } = [.. All.OfType<ItemPart>()];

    private static readonly Dictionary<CaseField, CasePart> ByField = All.ToDictionary(part => part.Field);
    private static readonly Dictionary<Type, CasePart> ByRow = All.ToDictionary(part => part.Row);

    /// <summary>Null for a field of the case's own row.</summary>
    public static CasePart? Find(CaseField field) => ByField.GetValueOrDefault(field);

    public static CasePart Of(ICasePartRow row) => ByRow[row.GetType()];
}
