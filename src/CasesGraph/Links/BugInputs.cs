using System.ComponentModel;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Extends(typeof(CreateCaseInput), place: 2)]
[Extends(typeof(NewCaseInput), place: 2)]
public sealed record NewCaseBugs(
    [property: Description("Ids or numbers of the bugs to link; one given twice counts once.")]
        IReadOnlyList<Ref<Bug>>? BugIds
) : CasePartInput
{
    internal override bool IsGiven => BugIds is not null;

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    ) => GivenBugs.Check(BugIds ?? [], references, held, [.. at, "bugIds"]);

    internal override Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token) =>
        Task.FromResult(GivenBugs.Patch(BugIds, removed: null));
}

[Extends(typeof(CasePatchInput), place: 2)]
public sealed record PatchedCaseBugs(
    [property: Description("Ids or numbers of bugs to link.")] IReadOnlyList<Ref<Bug>>? AddBugIds,
    [property: Description("Ids or numbers of bugs to unlink; a case that is not linked to them stays as it is.")]
        IReadOnlyList<Ref<Bug>>? RemoveBugIds
) : CasePartInput
{
    internal override bool IsGiven => AddBugIds is not null || RemoveBugIds is not null;

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    )
    {
        GivenBugs.Check(AddBugIds ?? [], references, held, [.. at, "addBugIds"]);
        GivenLinks.NotBoth(RemoveBugIds, AddBugIds, checks, [.. at, "removeBugIds"]);
    }

    internal override Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token) =>
        Task.FromResult(GivenBugs.Patch(AddBugIds, RemoveBugIds));
}

[Extends(typeof(DuplicateCaseInput), place: 1)]
public sealed record CopiedCaseLinks(
    [property: Description("Whether the copy has the contacts, in their roles.")] bool Contacts = true,
    [property: Description("Whether the copy has the bugs.")] bool Bugs = true
) : CasePartCopyInput
{
    internal override bool Copies(CasePart part) =>
        part switch
        {
            ContactsPart => Contacts,
            BugsPart => Bugs,
            _ => false,
        };
}

internal static class GivenBugs
{
    private static readonly BugsPart Part = CaseParts.Links.OfType<BugsPart>().Single();

    public static LinkPatch Patch(IReadOnlyList<Ref<Bug>>? added, IReadOnlyList<Ref<Bug>>? removed) =>
        LinkPatch.Of(
            Part,
            added?.Select(bug => bug.Key).Distinct().Select(key => new PatchedLink(key)),
            removed?.Select(bug => bug.Key)
        );

    public static void Check(
        IReadOnlyList<Ref<Bug>> bugs,
        ReferenceChecks references,
        HeldReferences? held,
        IReadOnlyList<string> at
    )
    {
        foreach (var (index, bug) in bugs.Index())
        {
            var path = InputChecks.Path([.. at, InputChecks.Item(index)]);
            references.Add(path, typeof(Bug), bug.Key, held?.Of(Part, bug.Key));
        }
    }
}

internal static class GivenLinks
{
    public static void NotBoth<TEntity>(
        IReadOnlyList<Ref<TEntity>>? removed,
        IReadOnlyList<Ref<TEntity>>? added,
        InputChecks checks,
        IReadOnlyList<string> at
    )
        where TEntity : class
    {
        foreach (var (index, key) in (removed ?? []).Index())
        {
            if (key.Key != 0 && added?.Contains(key) is true)
                checks.Add(
                    InputChecks.Path([.. at, InputChecks.Item(index)]),
                    ValidationCode.Conflict,
                    "The same object is to be linked and unlinked."
                );
        }
    }
}
