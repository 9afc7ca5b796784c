using System.Text;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Running;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Rows that were taken, by hashes of 64 bits of what each set of fields has in them.</summary>
internal sealed class RowsSoFar(IReadOnlyList<FieldSet> sets)
{
    private readonly IReadOnlyList<Dictionary<ulong, int>> rows = [.. sets.Select(_ => new Dictionary<ulong, int>())];
    private readonly List<(Dictionary<ulong, int> Known, ulong Key)> fresh = [];

    /// <summary>The first that a row agrees with; null for none.</summary>
    public (FieldSet Set, int Row)? Find(GivenRow row)
    {
        foreach (var (set, known) in sets.Zip(rows))
        {
            if (set.InFile(row) is { } key && known.TryGetValue(Hash(key), out var other))
                return (set, other);
        }
        return null;
    }

    public void Add(GivenRow row)
    {
        foreach (var (set, known) in sets.Zip(rows))
        {
            if (set.InFile(row) is { } key && known.TryAdd(Hash(key), row.Row.Row))
                fresh.Add((known, Hash(key)));
        }
    }

    /// <summary>Forgets what was added since it was kept.</summary>
    public void Begin()
    {
        foreach (var (known, key) in fresh)
            known.Remove(key);
        fresh.Clear();
    }

    public void Keep() => fresh.Clear();

    private static ulong Hash(string key) => KeySet.Hash(Encoding.UTF8.GetBytes(key));
}
