namespace CasesGraph.Access;

/// <summary>
/// On an entity whose rows say what callers may do: what is remembered of callers is not trusted any more once one of
/// them is changed or deleted. A new one decides of nobody who has called before, unless it is a link to an older one.
/// </summary>
/// <param name="properties">Those that matter; none given: all.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DecidesRightsAttribute(params string[] properties) : Attribute
{
    public IReadOnlyList<string> Properties { get; } = properties;
}
