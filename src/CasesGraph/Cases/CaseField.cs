using CasesGraph.Model;

namespace CasesGraph.Cases;

/// <summary>
/// What the log tells a change of: an audited field of Case or a part of it, by its name in the API, such as ASSIGNED_TO
/// or CONTACTS; made from the entity's properties and from its parts.
/// </summary>
public readonly record struct CaseField(string Name) : INamedValue
{
    public static CaseField MergedInto { get; } = new("MERGED_INTO");
    public static CaseField DeletedAt { get; } = new("DELETED_AT");

    /// <summary>What a person reads: ASSIGNED_TO → Assigned to.</summary>
    public string Label => Name[0] + Name[1..].Replace('_', ' ').ToLowerInvariant();
}
