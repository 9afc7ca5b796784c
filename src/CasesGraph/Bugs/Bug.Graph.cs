using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Bugs;

internal static class BugFields
{
    public static IEnumerable<RootField> Queries { get; } =
    [
        new ListField(EntityModel.Of<Bug>(), "bugs", "Bugs, the newest number first."),
        new ByIdField(EntityModel.Of<Bug>(), "bugById", "One bug by its id or its number, deleted ones included."),
    ];

    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<CreateBugInput, CreateBugPayload>("createBug", "Creates a bug.", new CreateBug().RunAsync),
        new MutationField<UpdateBugInput, UpdateBugPayload>(
            "updateBug",
            "Changes fields of a bug: what is absent stays, null clears.",
            new UpdateBug().RunAsync
        ),
        new MutationField<DeleteBugsInput, DeleteBugsPayload>(
            "deleteBugs",
            "Deletes bugs, softly: links to them stay readable, new ones are refused.",
            new DeleteBugs().RunAsync
        ),
        new MutationField<RestoreBugsInput, RestoreBugsPayload>(
            "restoreBugs",
            "Brings deleted bugs back.",
            new RestoreBugs().RunAsync
        ),
    ];
}
