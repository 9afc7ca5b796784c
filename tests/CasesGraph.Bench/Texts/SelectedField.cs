namespace CasesGraph.Bench.Texts;

/// <summary>A field of a document: its name in the schema, the key that it has in the answer, and what it selects.</summary>
public sealed record SelectedField(string Name, string Key, IReadOnlyList<SelectedField> Fields)
{
    /// <summary>The only field of that name.</summary>
    public SelectedField this[string name] =>
        Fields.Single(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}
