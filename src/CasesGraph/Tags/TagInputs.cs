using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

/// <summary>The tags of a new case.</summary>
[Extends(typeof(CreateCaseInput), place: 3)]
[Extends(typeof(NewCaseInput), place: 3)]
public sealed record NewCaseTags(
    [property: Description(
        "Names of the tags to mark it with, at most 50 of at most 64 characters; those that are not there yet are made."
    )]
        IReadOnlyList<string>? Tags
) : CasePartInput
{
    /// <summary>Of several inputs together; null where this one is read alone.</summary>
    private KnownTags? known;

    internal override bool IsGiven => Tags is not null;
    internal override bool Writes => Tags is { Count: > 0 };

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    ) => TagNames.Check(Tags ?? [], checks, [.. at, "tags"]);

    internal override async Task PrepareAsync(
        IReadOnlyList<CasePartInput> same,
        Call call,
        bool dryRun,
        CancellationToken token
    )
    {
        var inputs = same.Cast<NewCaseTags>().ToList();
        var loaded = await KnownTags.LoadAsync([.. inputs.SelectMany(one => one.Tags ?? [])], [], dryRun, call, token);
        inputs.ForEach(one => one.known = loaded);
    }

    internal override async Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token)
    {
        var tags = known ?? await KnownTags.LoadAsync(Tags ?? [], [], dryRun: false, call, token);
        return LinkPatch.Of(TagsPart.Instance, tags.Of(Tags ?? []).Select(key => new PatchedLink(key)));
    }
}

/// <summary>Tags that cases get and lose.</summary>
[Extends(typeof(UpdateCaseInput), place: 1)]
[Extends(typeof(ChangedCaseInput), place: 1)]
[Extends(typeof(CasePatchInput), place: 3)]
public sealed record PatchedCaseTags(
    [property: Description(
        "Names of the tags that it has from now on, instead of all others; at most 50, and not together with addTags or removeTags."
    )]
        IReadOnlyList<string>? SetTags,
    [property: Description("Names of tags to mark it with; those that are not there yet are made.")]
        IReadOnlyList<string>? AddTags,
    [property: Description("Names of tags to take away; one that it does not have changes nothing.")]
        IReadOnlyList<string>? RemoveTags
) : CasePartInput
{
    /// <summary>Of several inputs together; null where this one is read alone.</summary>
    private KnownTags? known;

    internal override bool IsGiven => SetTags is not null || AddTags is not null || RemoveTags is not null;
    internal override bool Writes => true;

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    )
    {
        TagNames.Check(SetTags ?? [], checks, [.. at, "setTags"]);
        TagNames.Check(AddTags ?? [], checks, [.. at, "addTags"]);
        TagNames.Check(RemoveTags ?? [], checks, [.. at, "removeTags"]);
        if (SetTags is not null && (AddTags is not null || RemoveTags is not null))
        {
            const string both = "setTags says all tags, so there is nothing to add to or to remove from.";
            checks.Add(InputChecks.Path([.. at, "setTags"]), ValidationCode.Conflict, both);
        }
        var added = TagNames.Keys(AddTags ?? []);
        foreach (var (index, name) in (RemoveTags ?? []).Index())
        {
            if (added.Contains(TagNames.Key(name), StringComparer.Ordinal))
                checks.Add(
                    InputChecks.Path([.. at, "removeTags", InputChecks.Item(index)]),
                    ValidationCode.Conflict,
                    "The same tag is to be added and removed."
                );
        }
    }

    internal override async Task CheckTogetherAsync(IReadOnlyList<PartOfCase> same, Call call, CancellationToken token)
    {
        var adding = same.Where(one => ((PatchedCaseTags)one.Part).AddTags is { Count: > 0 }).ToList();
        if (adding.Count == 0)
            return;
        var cases = adding.Select(one => one.Case).Distinct().ToList();
        var links = await call
            .Db.Set<CaseTag>()
            .Where(link => cases.Contains(link.CaseNumber))
            .Select(link => new { link.CaseNumber, link.Tag.NameKey })
            .ToListAsync(token);
        var tags = links.ToLookup(link => link.CaseNumber, link => link.NameKey);
        foreach (var one in adding)
            ((PatchedCaseTags)one.Part).CheckCount([.. tags[one.Case]], one.Checks);
    }

    private void CheckCount(IReadOnlyList<string> has, InputChecks checks)
    {
        var (added, removed) = (TagNames.Keys(AddTags!), TagNames.Keys(RemoveTags ?? []));
        var after = has.Except(removed, StringComparer.Ordinal).Union(added, StringComparer.Ordinal).Count();
        if (after > TagsPart.Instance.Most && added.Except(has, StringComparer.Ordinal).Any())
            checks.Add(InputChecks.Path("addTags"), ValidationCode.TooMany, TagNames.TooMany);
    }

    internal override async Task PrepareAsync(
        IReadOnlyList<CasePartInput> same,
        Call call,
        bool dryRun,
        CancellationToken token
    )
    {
        var inputs = same.Cast<PatchedCaseTags>().ToList();
        var loaded = await KnownTags.LoadAsync(
            [.. inputs.SelectMany(one => one.Given)],
            [.. inputs.SelectMany(one => one.RemoveTags ?? [])],
            dryRun,
            call,
            token
        );
        inputs.ForEach(one => one.known = loaded);
    }

    internal override async Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token)
    {
        var tags = known ?? await KnownTags.LoadAsync(Given, RemoveTags ?? [], dryRun, call, token);
        var added = tags.OfAll(Given).Select(key => new PatchedLink(key));
        return LinkPatch.Of(TagsPart.Instance, added, tags.Of(RemoveTags ?? [])) with { Whole = SetTags is not null };
    }

    private IReadOnlyList<string> Given => SetTags ?? AddTags ?? [];
}

/// <summary>Whether a copy of a case has its tags.</summary>
[Extends(typeof(DuplicateCaseInput), place: 3)]
public sealed record CopiedCaseTags([property: Description("Whether the copy has the tags.")] bool Tags = true)
    : CasePartCopyInput
{
    internal override bool Copies(CasePart part) => part is TagsPart && Tags;
}
