using CasesGraph.Access;

namespace CasesGraph.Roles;

/// <summary>The roles that come with the service. Their keys and what they allow are the code's, never the database's.</summary>
/// <param name="Cases">How far it allows actions on cases.</param>
internal sealed record BuiltInRole(
    long Id,
    string Name,
    string Description,
    AccessLevel Cases,
    IReadOnlyList<AccessAction> Actions
)
{
    public const long AdministratorId = 1;

    /// <summary>Keys up to this one are those of built-in roles, also of such as are yet to come.</summary>
    public const long LastId = 100;

    public static BuiltInRole Administrator { get; } =
        new(AdministratorId, "Administrator", "May do everything.", AccessLevel.All, Enum.GetValues<AccessAction>());

    public static BuiltInRole Agent { get; } =
        new(
            3,
            "Agent",
            "Works on the cases of the user's teams.",
            AccessLevel.Team,
            [
                AccessAction.CaseView,
                AccessAction.CaseCreate,
                AccessAction.CaseEdit,
                AccessAction.CaseAssign,
                AccessAction.CaseReply,
                AccessAction.CaseNote,
                AccessAction.CaseExport,
                AccessAction.DirectoryView,
                AccessAction.DirectoryEdit,
                AccessAction.BugView,
                AccessAction.PersonalDataView,
                AccessAction.ActForContact,
            ]
        );

    public static IReadOnlyList<BuiltInRole> All { get; } =
    [
        Administrator,
        new(
            2,
            "Supervisor",
            "Works on the cases of the user's teams, and on many at once; deletes and merges them.",
            AccessLevel.Team,
            [
                AccessAction.CaseView,
                AccessAction.CaseCreate,
                AccessAction.CaseEdit,
                AccessAction.CaseAssign,
                AccessAction.CaseReply,
                AccessAction.CaseNote,
                AccessAction.CaseDelete,
                AccessAction.CaseMerge,
                AccessAction.CaseMassUpdate,
                AccessAction.CaseExport,
                AccessAction.DirectoryView,
                AccessAction.DirectoryEdit,
                AccessAction.PersonalDataView,
                AccessAction.ActForContact,
                AccessAction.BugView,
                AccessAction.BugEdit,
                AccessAction.JobsManage,
            ]
        ),
        Agent,
        new(
            4,
            "Light agent",
            "Reads the cases of the user's teams and writes internal notes.",
            AccessLevel.Team,
            [AccessAction.CaseView, AccessAction.CaseNote, AccessAction.DirectoryView, AccessAction.BugView]
        ),
        new(
            5,
            "Auditor",
            "Reads everything, also who changed what of users and roles, and who was let in.",
            AccessLevel.All,
            [
                AccessAction.CaseView,
                AccessAction.DirectoryView,
                AccessAction.BugView,
                AccessAction.LogView,
                AccessAction.AuditView,
            ]
        ),
    ];

    public string Grants =>
        GrantText.Of(Actions.Select(action => new Grant(action, action.HasLevels ? Cases : AccessLevel.All)));
}
