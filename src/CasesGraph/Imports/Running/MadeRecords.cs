using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>
/// Accounts and contacts that rows name and that are not there, with keys below 0 until they are made: by the rows that are
/// taken, in their transaction; in a dry run never, so that they are kept for the rows that come.
/// </summary>
internal sealed class MadeRecords(IEnumerable<RecordMaker> makers)
{
    private readonly Dictionary<Type, RecordMaker> makers = makers.ToDictionary(maker => maker.Type);
    private readonly Dictionary<(Type Type, string Key), ExpectedRecord> kept = [];
    private readonly Dictionary<(Type Type, string Key), ExpectedRecord> expected = [];
    private readonly Dictionary<(Type Type, string Key), IReadOnlyList<UserError>> mistakes = [];
    private long last;

    /// <summary>Begins with the rows of a chunk, perhaps anew.</summary>
    public void Begin()
    {
        expected.Clear();
        mistakes.Clear();
    }

    /// <summary>Looks together at some that may have to be made: of those that rows name alike at the first.</summary>
    public async Task CheckAsync(IEnumerable<NewRecord> records, Call call, CancellationToken token)
    {
        var asked = records
            .Where(record => !kept.ContainsKey(KeyOf(record)))
            .DistinctBy(KeyOf)
            .GroupBy(record => record.Entity.Type);
        foreach (var same in asked)
        {
            List<NewRecord> all = [.. same];
            var errors = await makers[same.Key].CheckAsync(all, call, token);
            foreach (var (record, wrong) in all.Zip(errors))
                mistakes[KeyOf(record)] = wrong;
        }
    }

    /// <summary>The one that is to be made, with what is wrong with it, which has been looked at.</summary>
    public ExpectedRecord Expect(NewRecord record, Call call)
    {
        var key = KeyOf(record);
        if (!kept.TryGetValue(key, out var one) && !expected.TryGetValue(key, out one))
            expected[key] = one = new(record, --last, mistakes[key]);
        call.Linked.Expect(record.Entity.Type, one.Key, record.Key);
        return one;
    }

    private static (Type, string) KeyOf(NewRecord record) => (record.Entity.Type, record.Key);

    /// <summary>One that another row names and that is to be made; null for none.</summary>
    /// <param name="key">By what rows that name the same one know it.</param>
    public ExpectedRecord? Find(Type type, string key, Call call)
    {
        var one = kept.GetValueOrDefault((type, key)) ?? expected.GetValueOrDefault((type, key));
        if (one is not null)
            call.Linked.Expect(type, one.Key, key);
        return one;
    }

    /// <summary>Adds those that rows which are taken need, to be saved by the call.</summary>
    public async Task<IReadOnlyList<(ExpectedRecord Expected, object Entity)>> AddAsync(
        IEnumerable<ExpectedRecord> needed,
        Call call,
        CancellationToken token
    )
    {
        var added = new List<(ExpectedRecord, object)>();
        foreach (var one in needed.Distinct())
            added.Add((one, await makers[one.Record.Entity.Type].AddAsync(one.Record, call, token)));
        return added;
    }

    /// <summary>Knows those from now on without their being made.</summary>
    public void Keep(IEnumerable<ExpectedRecord> needed)
    {
        foreach (var one in needed)
            kept[(one.Record.Entity.Type, one.Record.Key)] = one;
    }
}

/// <summary>A record that is to be made.</summary>
/// <param name="Key">Below 0.</param>
internal sealed record ExpectedRecord(NewRecord Record, long Key, IReadOnlyList<UserError> Errors);
