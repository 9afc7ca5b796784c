using CasesGraph.Cases;
using CasesGraph.Model;

namespace CasesGraph.Groups;

/// <summary>What cases can be counted by: some of their fields, and the parts that say so, by their names in the API.</summary>
public readonly record struct CaseGroupField(string Name) : INameOf<CaseGroupField>
{
    public static string About => "What cases can be counted by.";

    private static readonly (string Property, string Description)[] Fields =
    [
        (nameof(Case.Status), "By the step of work that they stand at."),
        (nameof(Case.StatusDetail), "By the status of one's own; one group has the cases without."),
        (nameof(Case.State), "By state: open and closed."),
        (nameof(Case.Priority), "By how urgent they are."),
        (nameof(Case.Type), "By type; one group has the cases without."),
        (nameof(Case.Source), "By the way on which they came in."),
        (nameof(Case.Account), "By account; one group has the cases without."),
        (nameof(Case.Team), "By team; cases of teams below one are not among its own."),
        (nameof(Case.AssignedTo), "By assignee; one group has the cases without."),
        (nameof(Case.OpenedBy), "By the contact who opened them; one group has the cases without."),
        (nameof(Case.CreatedAt), "By the time of their creation, in steps of an interval."),
        (nameof(Case.UpdatedAt), "By the time of the last write, in steps of an interval."),
        (
            nameof(Case.ClosedAt),
            "By the time they were closed, in steps of an interval; one group has the cases that are open."
        ),
        (
            nameof(Case.FirstResponseAt),
            "By the time of the first message to the customer, in steps of an interval; one group has the cases without."
        ),
        (
            nameof(Case.WaitingSince),
            "By the time since when the customer waits, in steps of an interval; one group has the cases without."
        ),
        (
            nameof(Case.LastIncomingAt),
            "By the time of the newest message from the customer, in steps of an interval; one group has the cases without."
        ),
        (
            nameof(Case.LastOutgoingAt),
            "By the time of the newest message to the customer, in steps of an interval; one group has the cases without."
        ),
        (
            nameof(Case.LastMessageAt),
            "By the time of the newest message, in steps of an interval; one group has the cases without."
        ),
        (nameof(Case.StatusChangedAt), "By the time when they got their status, in steps of an interval."),
        (
            nameof(Case.AssignedAt),
            "By the time when they were given to their assignee, in steps of an interval; one group has the cases without."
        ),
    ];

    private static readonly Dictionary<string, FieldModel> ByName = Fields.ToDictionary(
        field => Naming.UpperSnake(field.Property),
        field => EntityModel.Of<Case>().Find(Naming.Camel(field.Property))!,
        StringComparer.Ordinal
    );

    public static IReadOnlyList<(CaseGroupField Name, string Description)> All =>
        [
            .. Fields.Select(one => (new CaseGroupField(Naming.UpperSnake(one.Property)), one.Description)),
            .. CaseParts
                .Links.Where(part => part.Grouped is not null)
                .Select(part => (new CaseGroupField(NameOf(part)), part.Grouped!)),
        ];

    /// <summary>What values can be ids of.</summary>
    internal static IEnumerable<Type> Targets =>
        All.Select(one => one.Name.Part?.Target ?? (one.Name.Field as ReferenceField)?.Target).OfType<Type>();

    public static CaseGroupField Of(string name) => new(name);

    /// <summary>The part that the cases are counted by; null where it is a field.</summary>
    internal LinkPart? Part
    {
        get
        {
            var name = Name;
            return CaseParts.Links.FirstOrDefault(part =>
                part.Grouped is not null && string.Equals(NameOf(part), name, StringComparison.Ordinal)
            );
        }
    }

    /// <summary>The field of a case, where it is not a part.</summary>
    internal FieldModel Field => ByName[Name];

    private static string NameOf(LinkPart part) => Naming.UpperSnake(part.Target.Name);
}
