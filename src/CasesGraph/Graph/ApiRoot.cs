using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Users;

namespace CasesGraph.Graph;

/// <summary>The table of contents of the API: every root field, in the order in which the schema lists them.</summary>
internal static class ApiRoot
{
    private static readonly IReadOnlyList<EntityModel> Nodes =
    [
        EntityModel.Of<Case>(),
        EntityModel.Of<CaseUpdate>(),
        EntityModel.Of<Account>(),
        EntityModel.Of<Contact>(),
        EntityModel.Of<Bug>(),
        EntityModel.Of<User>(),
        EntityModel.Of<CaseChange>(),
        EntityModel.Of<ChangeSet>(),
    ];

    public static IEnumerable<RootField> Queries() =>
        [
            new NodesField(Nodes, Several: false),
            new NodesField(Nodes, Several: true),
            new ListField(
                EntityModel.Of<Case>(),
                "cases",
                "Cases, the newest number first unless an order or a search says otherwise."
            ),
            new ByIdField(
                EntityModel.Of<Case>(),
                "caseById",
                "One case by its id or its number, deleted ones included."
            ),
            new ListField(EntityModel.Of<Account>(), "accounts", "Accounts by their name."),
            new ByIdField(EntityModel.Of<Account>(), "accountById", "One account by its id, deleted ones included."),
            new ListField(EntityModel.Of<Contact>(), "contacts", "Contacts by last and first name."),
            new ByIdField(EntityModel.Of<Contact>(), "contactById", "One contact by its id, deleted ones included."),
            new ListField(EntityModel.Of<Bug>(), "bugs", "Bugs, the newest number first."),
            new ByIdField(EntityModel.Of<Bug>(), "bugById", "One bug by its id or its number, deleted ones included."),
            new ListField(EntityModel.Of<User>(), "users", "Users by their full name, inactive ones included."),
            new ByIdField(EntityModel.Of<User>(), "userById", "One user by the opaque id."),
            new ChangeCursorField(),
            Me.Field,
            new ListField(
                EntityModel.Of<CaseChange>(),
                "caseChanges",
                "The change log, in log order. Its cursors are the cursors of onCaseChanged."
            ),
            CaseFields.Field,
        ];

    public static IEnumerable<RootField> Mutations() => [CreateCaseMutation.Field, UpdateCaseMutation.Field];
}
