using CasesGraph.ChangeLog;
using CasesGraph.Imports.Deduplicating;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>Writes the rows of a chunk as records of one kind, or tells what writing them would come to.</summary>
internal abstract class ChunkRows(ImportPlan plan, MadeRecords made, RowDuplicates? duplicates)
{
    protected ImportPlan Plan => plan;

    /// <summary>Null where they are not looked for.</summary>
    protected RowDuplicates? Duplicates => duplicates;

    /// <summary>Knows what the last rows came to from now on: it is written.</summary>
    public void Keep() => duplicates?.Keep();

    /// <summary>Knows a row of which a process before this one has made or changed a record.</summary>
    public void Recall(GivenRow row) => duplicates?.Recall(row);

    /// <summary>Goes through them, in a transaction where something is to be written.</summary>
    /// <param name="set">What all that is written is told as; null where nothing is.</param>
    public async Task<IReadOnlyList<RowResult>> RunAsync(
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        made.Begin();
        duplicates?.Begin();
        List<GivenRow> all = [.. rows.Select(row => row.Anew())];
        List<GivenRow> read = [.. all.Where(row => !row.IsSkipped && row.Row.Mistake is null)];
        var objects = new FoundObjects(plan, made, call);
        await objects.LoadAsync([.. read.SelectMany(row => row.Named)], token);
        foreach (var row in read)
        {
            foreach (var named in row.Named)
            {
                if (objects.Find(named, row, row.Needed.Add) is { } found)
                    row.Found[named] = found;
            }
        }
        var results = new Dictionary<GivenRow, RowResult>(ReferenceEqualityComparer.Instance);
        foreach (var result in await RunReadAsync(read, set, call, token))
            results.Add(result.Given, result);
        return
        [
            .. all.Select(row =>
                results.GetValueOrDefault(row)
                ?? new RowResult(row, row.IsSkipped ? RowOutcome.Skipped : RowOutcome.Rejected)
            ),
        ];
    }

    /// <summary>The same of rows that can be read, with the keys of what they name.</summary>
    protected abstract Task<IReadOnlyList<RowResult>> RunReadAsync(
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    );

    /// <summary>The records that rows are like which would make one; where such a row is to change it, it does.</summary>
    /// <param name="matched">The records that rows change.</param>
    /// <param name="load">Reads some of them.</param>
    protected async Task<IReadOnlyDictionary<GivenRow, AlikeRows>> FindAlikeAsync<TEntity, TMatch>(
        IReadOnlyList<GivenRow> rows,
        Dictionary<GivenRow, TMatch> matched,
        Func<IReadOnlyList<long>, Task<Dictionary<long, TMatch>>> load,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
        where TEntity : class
    {
        if (duplicates is null)
            return new Dictionary<GivenRow, AlikeRows>();
        List<GivenRow> asked = [.. rows.Where(row => row is { IsLost: false } && !matched.ContainsKey(row))];
        var found = await AlikeRows.FindAsync<TEntity>(duplicates, asked, set, call, token);
        if (!duplicates.Updates)
            return found;
        var single = found.Where(one => one.Value.Records.Count == 1).ToList();
        var records = await load([.. single.Select(one => one.Value.Records[0].Key).Distinct()]);
        foreach (var (row, alike) in single)
        {
            if (records.TryGetValue(alike.Records[0].Key, out var record))
                matched.Add(row, record);
        }
        foreach (var (row, alike) in found.Where(one => one.Value.Records.Count > 1))
        {
            row.IsLost = true;
            row.Reject(alike.Reason! with { Code = ValidationCode.Ambiguous });
        }
        return found;
    }

    /// <summary>
    /// Rows that come to a record which a row before them comes to: they have their turn once that is written, the second
    /// rows of all records together, and so on.
    /// </summary>
    /// <param name="matched">The records that rows change; theirs are taken out.</param>
    protected static IReadOnlyList<IReadOnlyList<GivenRow>> Later<TMatch>(
        IReadOnlyList<GivenRow> rows,
        Dictionary<GivenRow, TMatch> matched
    )
        where TMatch : notnull
    {
        var turns = new Dictionary<TMatch, int>();
        var later = new List<List<GivenRow>>();
        foreach (var row in rows.Where(row => row.Reasons.Count == 0 && matched.ContainsKey(row)))
        {
            var turn = turns[matched[row]] = turns.GetValueOrDefault(matched[row], -1) + 1;
            if (turn == 0)
                continue;
            if (later.Count < turn)
                later.Add([]);
            later[turn - 1].Add(row);
        }
        foreach (var row in later.SelectMany(turn => turn))
            matched.Remove(row);
        return later;
    }

    /// <summary>Goes through them once their records are written, or would be.</summary>
    protected async Task<IReadOnlyList<RowResult>> RunLaterAsync(
        IReadOnlyList<IReadOnlyList<GivenRow>> turns,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        var results = new List<RowResult>();
        foreach (var rows in turns)
        {
            if (set is null)
                call.Db.ChangeTracker.AcceptAllChanges();
            results.AddRange(await RunReadAsync(rows, set, call, token));
        }
        return results;
    }

    /// <summary>Whether a row is not written in any case, for a record is like it.</summary>
    protected bool IsLeft(GivenRow row, IReadOnlyDictionary<GivenRow, AlikeRows> alike) =>
        duplicates is { Skips: true } && alike.TryGetValue(row, out var found) && found.Records.Count > 0;

    /// <summary>Makes what rows that are taken need.</summary>
    protected async Task MakeNeededAsync(
        IEnumerable<GivenRow> taken,
        ChangeLogWriter writer,
        Call call,
        CancellationToken token
    )
    {
        var needed = taken
            .SelectMany(row => row.Needed)
            .Where(one => call.Linked.KeyOf(one.Record.Entity.Type, one.Key) == one.Key);
        var added = await made.AddAsync(needed, call, token);
        if (added.Count == 0)
            return;
        await writer.SaveAsync(token);
        foreach (var (expected, entity) in added)
        {
            var model = expected.Record.Entity;
            call.Linked.Made(model.Type, expected.Key, (long)model.Key!.GetValue(entity)!);
        }
    }

    /// <summary>The values of a row for fields that a mutation takes.</summary>
    protected EntityValues<TEntity> Values<TEntity>(GivenRow row, EditableIn where)
        where TEntity : class
    {
        var values = new Dictionary<ValueField, object?>();
        foreach (var (planned, value) in row.Values)
        {
            var isKey = row.IsFollowed && planned == row.Key?.Field;
            if (where is EditableIn.Update && row.MayBeCut(planned))
                continue;
            if (!isKey && plan.Targets.Entity.Find(planned.Owner) is ValueField field && IsTaken(field, value, where))
                values[field] = value;
        }
        foreach (var (named, (_, key)) in row.Found)
        {
            if (plan.Targets.Entity.Find(named.Field.Owner) is ReferenceField field && IsTaken(field, key, where))
                values[field] = key;
        }
        return new(values);
    }

    /// <summary>Nothing makes no value of a new record; of one that is there it is as the caller has chosen.</summary>
    private bool IsTaken(ValueField field, object? value, EditableIn where) =>
        field.Declared.Editable.HasFlag(where)
        && (value is not null || (where is EditableIn.Update && plan.Order.EmptyCells is EmptyCells.Clear));
}
