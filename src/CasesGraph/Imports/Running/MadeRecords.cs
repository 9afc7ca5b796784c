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
    private long last;

    /// <summary>Begins with the rows of a chunk, perhaps anew.</summary>
    public void Begin() => expected.Clear();

    /// <summary>The one that is to be made, with what is wrong with it.</summary>
    public async Task<ExpectedRecord> ExpectAsync(NewRecord record, Call call, CancellationToken token)
    {
        var key = (record.Entity.Type, record.Key);
        if (!kept.TryGetValue(key, out var one) && !expected.TryGetValue(key, out one))
        {
            var errors = await makers[record.Entity.Type].CheckAsync(record, call, token);
            expected[key] = one = new(record, --last, errors);
        }
        call.Linked.Expect(record.Entity.Type, one.Key, record.Key);
        return one;
    }

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
