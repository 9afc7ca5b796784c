using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Operations;

/// <summary>
/// Objects by what inputs name them by, looked for inside the write's transaction: whoever runs again looks again. All
/// of them in one trip.
/// </summary>
internal sealed class FoundRefs
{
    private const int MostTold = 10;
    private readonly Dictionary<(EntityModel Entity, Handle By, string Text), IReadOnlyList<long>> found = [];

    private FoundRefs() { }

    public static async Task<FoundRefs> FindAsync(IEnumerable<GivenRef> refs, CasesDb db, CancellationToken token)
    {
        var made = new FoundRefs();
        var wanted = refs.Where(one => one.By is not null)
            .Select(Asked)
            .Distinct()
            .ToLookup(one => TextRules.IsStorable(one.Text));
        foreach (var one in wanted[false])
            made.found.Add(one, []);
        List<(EntityModel Entity, Handle By, string Text)> asked = [.. wanted[true]];
        if (asked.Count == 0)
            return made;
        var rows = await db.Statements.ReadAllAsync([.. asked.Select(Run)], token);
        foreach (var same in asked.Zip(rows).GroupBy(one => one.First.Entity))
        {
            var keys = same.SelectMany(one => Keys(one.Second)).Select(one => one.Key).Distinct().ToList();
            var seen = (await db.SeenAsync(same.Key.Type, keys, token)).ToHashSet();
            foreach (var (one, those) in same)
                made.found.Add(one, Seen(those, seen));
        }
        return made;
    }

    /// <summary>The key of the one that is named; 0 where there is none, or are several.</summary>
    public long KeyOf(GivenRef one) => KeysOf(one) is [var only] ? only : 0;

    /// <summary>The keys of all that are named.</summary>
    public IReadOnlyList<long> KeysOf(GivenRef one) => one.By is null ? [one.Key] : found[Asked(one)];

    /// <summary>Notes those that name nothing, or not one alone.</summary>
    public void Tell(IEnumerable<GivenRef> refs, Call call)
    {
        foreach (var one in refs.Where(one => KeyOf(one) == 0))
        {
            if (one.By is null || found[Asked(one)].Count == 0)
                call.Unnamed.Add(new RelatedObjectNotFoundError(one.Path, Id: null, one.Given));
            else
                call.Issues.Add(Ambiguous(one, found[Asked(one)]));
        }
    }

    /// <summary>What is told of one that names several.</summary>
    public static ValidationIssue Ambiguous(GivenRef one, IReadOnlyList<long> keys) =>
        new(
            $"Several {one.Entity.Noun}s have this {one.By!.Field.Label.ToLowerInvariant()}.",
            [.. one.Path, one.By.Name],
            ValidationCode.Ambiguous,
            Existing: null,
            [
                .. keys.Take(MostTold)
                    .Select(key =>
                        (IRef)Activator.CreateInstance(typeof(Ref<>).MakeGenericType(one.Entity.Type), key)!
                    ),
            ]
        );

    /// <summary>Those in use; where there are none, the others: they are told apart by what is wrong with them.</summary>
    private static IReadOnlyList<long> Seen(RowSet rows, HashSet<long> seen)
    {
        var keys = Keys(rows).Where(one => seen.Contains(one.Key)).ToLookup(one => one.IsUsable, one => one.Key);
        return [.. keys[keys.Contains(key: true)].Order()];
    }

    private static IEnumerable<(bool IsUsable, long Key)> Keys(RowSet rows) =>
        Enumerable.Range(0, rows.Count).Select(row => (rows[row, 1].Number != 0, rows[row, 0].Number));

    private static (EntityModel Entity, Handle By, string Text) Asked(GivenRef one) =>
        (one.Entity, one.By!, Compared(one));

    /// <summary>The text as its column has it.</summary>
    private static string Compared(GivenRef one) =>
        one.By!.IsFolded && TextRules.IsStorable(one.Text!) ? CaseFolding.Key(one.Text!) : one.Text!;

    private static StatementRun Run((EntityModel Entity, Handle By, string Text) asked) =>
        TextLookup.Run(Lookup.ByHandle(asked.Entity, asked.By), asked.Text);
}
