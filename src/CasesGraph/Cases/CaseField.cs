using CasesGraph.Model;

namespace CasesGraph.Cases;

/// <summary>
/// What the log tells a change of: an audited field of Case or a part of it, by its name in the API, such as ASSIGNED_TO
/// or CONTACTS; made from the entity's properties and from its parts.
/// </summary>
public readonly record struct CaseField(string Name) : INameOf<CaseField>
{
    public static string About => "A field of a case whose changes are on record.";

    public static IReadOnlyList<(CaseField Name, string Description)> All =>
        [
            .. EntityModel
                .Of<Case>()
                .ValueFields.Where(one => one.Declared is { Audited: true, Editable: not EditableIn.None })
                .Select(one => (new CaseField(one.LogName), one.Description)),
            .. CaseParts.All.Select(part => (part.Field, part.Description)),
            (MergedInto, "The case that this one was merged into, or null again once it was brought back."),
            (FollowUpOf, "The case that a message was meant for which opened this one; only on creation."),
            (DeletedAt, "When the case was deleted, or null again once restored."),
        ];

    public static CaseField Of(string name) => new(name);

    public static CaseField Status { get; } = new("STATUS");
    public static CaseField StatusDetail { get; } = new("STATUS_DETAIL");
    public static CaseField MergedInto { get; } = new("MERGED_INTO");
    public static CaseField FollowUpOf { get; } = new("FOLLOW_UP_OF");
    public static CaseField OpenedBy { get; } = new("OPENED_BY");
    public static CaseField DeletedAt { get; } = new("DELETED_AT");

    /// <summary>
    /// Stands for the fields that are undone together, or not at all: a status of one's own is nothing without its status.
    /// </summary>
    public CaseField Together() => this == StatusDetail ? Status : this;

    /// <summary>As the schema calls it: ASSIGNED_TO → assignedTo.</summary>
    public string InSchema =>
        Naming.Camel(string.Concat(Name.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant())));

    /// <summary>What a person reads: ASSIGNED_TO → Assigned to.</summary>
    public string Label => Name[0] + Name[1..].Replace('_', ' ').ToLowerInvariant();
}
