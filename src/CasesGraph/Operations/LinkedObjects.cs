using System.Text;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Operations;

/// <summary>What a write needs to know of an object that it refers to.</summary>
/// <param name="Text">How it reads at present, for the change log.</param>
/// <param name="Usable">False once it is deleted, or a user inactive: then nothing new may refer to it.</param>
/// <param name="Seen">False where the caller must not learn that it is there; the log has its text all the same.</param>
internal sealed record LinkedObject(string Text, bool Usable, bool Seen);

/// <summary>
/// The objects that one write refers to. The check of the input and the change log both need them; each is read once,
/// one statement for all of a kind, and one trip for all kinds.
/// </summary>
internal sealed class LinkedObjects(CasesDb db)
{
    private readonly Dictionary<(Type Type, long Key), LinkedObject?> known = [];

    private readonly HashSet<(Type Type, long Key)> restored = [];
    private readonly Dictionary<(Type Type, long Key), long> made = [];

    /// <summary>Null when it does not exist. Must have been loaded.</summary>
    public LinkedObject? Find(Type type, long key) =>
        known[(type, key)] is { } found && restored.Contains((type, key))
            ? found with
            {
                Usable = found.Seen,
            }
            : known[(type, key)];

    /// <summary>Whether it has been loaded, is there, and may be referred to anew.</summary>
    public bool Knows(Type type, long key) => known.GetValueOrDefault((type, key)) is { Usable: true };

    /// <summary>Notes an object that the write itself brings back from its deletion, saved or not.</summary>
    public void Restore(Type type, long key) => restored.Add((type, key));

    /// <summary>Knows an object that the write itself is to make, by a key below 0.</summary>
    public void Expect(Type type, long key, string text) =>
        known[(type, key)] = new LinkedObject(text, Usable: true, Seen: true);

    /// <summary>Notes the key that it has been made with.</summary>
    public void Made(Type type, long expected, long key)
    {
        made[(type, expected)] = key;
        known[(type, key)] = known[(type, expected)];
    }

    /// <summary>The key of an object, be it one that has been made.</summary>
    public long KeyOf(Type type, long key) => key < 0 ? made.GetValueOrDefault((type, key), key) : key;

    public async Task LoadAsync(IEnumerable<(Type Type, long Key)> wanted, CancellationToken token)
    {
        var kinds = wanted.Where(one => !known.ContainsKey(one)).Distinct().ToLookup(one => one.Type, one => one.Key);
        if (kinds.Count == 0)
            return;
        var runs = kinds.Select(kind => new StatementRun(
            db.Dialect.Linked.Of(kind.Key),
            new StatementInput(new RequestValues(), [.. kind], Limit: 0)
        ));
        var found = await db.Statements.ReadAllAsync([.. runs], token);
        foreach (var (kind, rows) in kinds.Zip(found))
        {
            var seen = await db.SeenAsync(kind.Key, [.. kind], token);
            foreach (var key in kind)
                known.Add((kind.Key, key), value: null);
            for (var row = 0; row < rows.Count; row++)
                known[(kind.Key, rows[row, 0].Number)] = Read(rows, row, seen);
        }
    }

    private static LinkedObject Read(RowSet rows, int row, IReadOnlyCollection<long> seen)
    {
        var isSeen = seen.Contains(rows[row, 0].Number);
        return new(Encoding.UTF8.GetString(rows[row, 1].Text), isSeen && rows[row, 2].Number != 0, isSeen);
    }
}
