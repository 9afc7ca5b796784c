namespace CasesGraph.Access;

/// <summary>
/// On a reference: who sees the row sees what it leads to, where that is seen no further than cases lead to it
/// (<see cref="AccessLevel.Linked"/>). An index has to find the rows by it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LeadsToAttribute : Attribute;
