using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.ChangeLog;

/// <summary>A change to the links of one part, in a form that a job can keep.</summary>
/// <param name="Part">The part as the log calls it.</param>
/// <param name="Whole">Whether all links that are not added are removed.</param>
internal sealed record LinkPatch(
    string Part,
    IReadOnlyList<PatchedLink> Added,
    IReadOnlyList<long> Removed,
    bool Whole = false
)
{
    public static LinkPatch Of(LinkPart part, IEnumerable<PatchedLink>? added, IEnumerable<long>? removed = null) =>
        new(part.Field.Name, [.. added ?? []], [.. (removed ?? []).Distinct()]);

    /// <summary>The same with the keys of objects that have been made meanwhile.</summary>
    public LinkPatch Following(Func<Type, long, long> keyOf)
    {
        var target = ((LinkPart)CaseParts.Find(new(Part))!).Target;
        return this with { Added = [.. Added.Select(link => link with { Key = keyOf(target, link.Key) })] };
    }

    /// <summary>What a caller does not see, that caller does not unlink: it is as if there were no such object.</summary>
    public async Task<LinkPatch> SeenAsync(CasesDb db, CancellationToken token) =>
        this with
        {
            Removed = [.. await db.SeenAsync(((LinkPart)CaseParts.Find(new(Part))!).Target, Removed, token)],
        };
}

/// <summary>An object to link.</summary>
/// <param name="Role">Null leaves the one that a link has, or is OTHER; and where links have none.</param>
internal sealed record PatchedLink(long Key, ContactRole? Role = null);
