using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>The links that inputs give, as rows of their parts.</summary>
internal static class CaseLinks
{
    /// <summary>What an input says of links.</summary>
    public static List<CasePartInput> Given(InputExtensions parts) =>
        [.. parts.Of<CasePartInput>().Where(part => part.IsGiven)];

    /// <summary>Notes what is wrong with what is said of several cases, asking for all of a kind at once.</summary>
    public static async Task CheckAsync(IEnumerable<PartOfCase> all, Call call, CancellationToken token)
    {
        foreach (var same in all.GroupBy(one => one.Part.GetType()))
            await same.First().Part.CheckTogetherAsync([.. same], call, token);
    }

    /// <summary>Looks up for several cases at once what reading their links needs, once nothing is wrong.</summary>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    public static async Task PrepareAsync(
        IEnumerable<CasePartInput> all,
        Call call,
        bool dryRun,
        CancellationToken token
    )
    {
        foreach (var same in all.GroupBy(one => one.GetType()))
            await same.First().PrepareAsync([.. same], call, dryRun, token);
    }

    /// <summary>The links themselves, once nothing is wrong with what is said of them.</summary>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    public static async Task<IReadOnlyList<LinkPatch>> ReadAsync(
        IEnumerable<CasePartInput> parts,
        Call call,
        bool dryRun,
        CancellationToken token
    )
    {
        var patches = new List<LinkPatch>();
        foreach (var part in parts)
        {
            var patch = await (await part.ReadAsync(call, dryRun, token)).SeenAsync(call.Db, token);
            patches.Add(patch.Following(call.Linked.KeyOf));
        }
        return patches;
    }

    /// <summary>Those of a new case.</summary>
    /// <param name="more">Such as it is to have too, where it does not have them so.</param>
    public static async Task<List<ICasePartRow>> NewAsync(
        IEnumerable<CasePartInput> parts,
        IEnumerable<LinkPatch> more,
        Call call,
        CancellationToken token
    )
    {
        var links = new Dictionary<(LinkPart Part, long Key), ICasePartRow>();
        var made = more.Select(patch => patch.Following(call.Linked.KeyOf));
        foreach (var patch in (await ReadAsync(parts, call, dryRun: false, token)).Concat(made))
        {
            var part = PartOf(patch);
            foreach (var link in patch.Added)
                links.TryAdd((part, link.Key), part.New(link.Key, link.Role));
        }
        return [.. links.Values];
    }

    /// <summary>Changes those of a case that is there, by one patch after the other.</summary>
    public static async Task ApplyAsync(
        IReadOnlyList<LinkPatch> patches,
        Case @case,
        CasesDb db,
        CancellationToken token
    )
    {
        if (patches.Count == 0)
            return;
        var present = new PresentParts(db);
        await present.LoadLinksAsync([@case.Number], token);
        Apply(patches, @case, present);
    }

    /// <summary>The same with the links that it has at hand.</summary>
    public static void Apply(IReadOnlyList<LinkPatch> patches, Case @case, PresentParts present)
    {
        foreach (var patch in patches)
        {
            var part = PartOf(patch);
            var added = patch.Added.ToDictionary(link => link.Key);
            foreach (var (key, _) in present.Of(part, @case).ToList())
            {
                if (!added.ContainsKey(key) && (patch.Whole || patch.Removed.Contains(key)))
                    present.Set(part, @case, key, wanted: null);
            }
            foreach (var (key, link) in added)
                present.Set(part, @case, key, new Link(link.Role));
        }
    }

    public static LinkPart PartOf(LinkPatch patch) => (LinkPart)CaseParts.Find(new CaseField(patch.Part))!;
}
