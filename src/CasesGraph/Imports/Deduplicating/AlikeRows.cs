using CasesGraph.ChangeLog;
using CasesGraph.Imports.Running;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>The records that a row is like.</summary>
/// <param name="Field">What duplicates are told of.</param>
internal sealed record AlikeRows(PlannedField? Field, IReadOnlyList<IRef> Records)
{
    private const int MostTold = 10;

    /// <summary>Those of each row; a row that is like nothing has none.</summary>
    /// <param name="set">What the job has written so far; its records are known by their rows.</param>
    public static async Task<IReadOnlyDictionary<GivenRow, AlikeRows>> FindAsync<TEntity>(
        RowDuplicates duplicates,
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
        where TEntity : class
    {
        var found = new List<(PlannedField? Field, ILookup<GivenRow, long> Keys)>();
        foreach (var fields in duplicates.Sets)
            found.Add((fields.Planned, await AlikeRecords<TEntity>.FindAsync(fields, rows, call, token)));
        if (duplicates.Likeness is { } likeness)
            found.Add((duplicates.Subject, await likeness.FindAsync(rows, call, token)));
        var own = await WrittenAsync<TEntity>(
            [.. found.SelectMany(one => one.Keys).SelectMany(one => one)],
            set,
            call,
            token
        );
        return rows.ToDictionary(
            row => row,
            row => new AlikeRows(
                found.Find(one => one.Keys[row].Any(key => !own.Contains(key))).Field,
                [
                    .. found
                        .SelectMany(one => one.Keys[row])
                        .Where(key => !own.Contains(key))
                        .Distinct()
                        .Order()
                        .Select(key => new Ref<TEntity>(key)),
                ]
            )
        );
    }

    /// <summary>Null where there is none.</summary>
    public RowReason? Reason =>
        Records switch
        {
            [] => null,
            [var only] => new(Field, ValidationCode.Duplicate, $"There is {Naming.WithArticle(Noun)} like it.")
            {
                Existing = only,
            },
            _ => new(Field, ValidationCode.Duplicate, $"There are {Records.Count} {Noun}s like it.")
            {
                Candidates = [.. Records.Take(MostTold)],
            },
        };

    private string Noun => EntityModel.Of(Records[0].Entity).Noun;

    /// <summary>Of some records those that the job itself has made.</summary>
    private static async Task<IReadOnlySet<long>> WrittenAsync<TEntity>(
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
        where TEntity : class
    {
        if (set is null || keys.Count == 0)
            return new HashSet<long>();
        var id = set.Key;
        if (typeof(TEntity) == typeof(Cases.Case))
            return await call
                .Db.Set<CaseChange>()
                .Where(change => change.ChangeSetId == id && change.Kind == ChangeKind.Created)
                .Where(change => change.CaseNumber != null && keys.Contains(change.CaseNumber.Value))
                .Select(change => change.CaseNumber!.Value)
                .ToHashSetAsync(token);
        var type = EntityModel.LoggedAs(typeof(TEntity))!.Value;
        return await call
            .Db.Set<EntityChange>()
            .Where(change => change.ChangeSetId == id && change.Kind == ChangeKind.Created)
            .Where(change => change.Type == type && keys.Contains(change.RecordId))
            .Select(change => change.RecordId)
            .ToHashSetAsync(token);
    }
}
