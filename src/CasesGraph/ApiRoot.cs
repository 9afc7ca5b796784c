using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Duplicates;
using CasesGraph.Editing;
using CasesGraph.Graph.Running;
using CasesGraph.Groups;
using CasesGraph.Jobs;
using CasesGraph.Links;
using CasesGraph.MassUpdate;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Purge;
using CasesGraph.Revert;
using CasesGraph.Users;

namespace CasesGraph;

/// <summary>The table of contents of the API: every root field, by feature, in the order of the schema.</summary>
internal static class ApiRoot
{
    private static readonly IReadOnlyList<EntityModel> Nodes =
    [
        EntityModel.Of<Case>(),
        EntityModel.Of<CaseUpdate>(),
        EntityModel.Of<Attachment>(),
        EntityModel.Of<Account>(),
        EntityModel.Of<Contact>(),
        EntityModel.Of<Bug>(),
        EntityModel.Of<User>(),
        EntityModel.Of<CaseChange>(),
        EntityModel.Of<ChangeSet>(),
        EntityModel.Of<Job>(),
        EntityModel.Of<JobRow>(),
    ];

    public static IEnumerable<RootField> Queries { get; } =
    [
        new NodesField(Nodes, Several: false),
        new NodesField(Nodes, Several: true),
        .. CaseRootFields.Reads,
        new CaseGroupsField(),
        CaseRootFields.FieldList,
        new DuplicateCasesField(),
        new DuplicateCaseGroupsField(),
        .. AccountFields.Queries,
        .. ContactFields.Queries,
        .. BugFields.Queries,
        .. UserFields.Queries,
        ChangeLogFields.ChangeCursor,
        ChangeLogFields.CaseChanges,
        .. JobFields.Queries,
        Me.Field,
    ];

    public static IEnumerable<RootField> Mutations { get; } =
    [
        .. CaseRootFields.Mutations,
        PurgeFields.PurgeCases,
        .. CaseLinkFields.Mutations,
        MassUpdateFields.MassUpdateCases,
        ConversationFields.AddCaseUpdate,
        AttachmentFields.AttachToCase,
        .. MergeFields.Mutations,
        RevertFields.RevertChangeSet,
        .. AccountFields.Mutations,
        .. ContactFields.Mutations,
        .. BugFields.Mutations,
        .. UserFields.Mutations,
    ];

    public static IEnumerable<SubscriptionField> Subscriptions { get; } =
    [ChangeLogFields.OnCaseChanged, JobFields.OnJobProgress];
}
