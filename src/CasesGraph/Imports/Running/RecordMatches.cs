using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>The records that rows are, by a query each for keys and rows.</summary>
internal sealed class RecordMatches<TEntity>(ImportPlan plan, Call call)
    where TEntity : class
{
    private const int MostTold = 10;
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();

    /// <summary>Those that are there. A row that cannot be told apart, or has to be there and is not, is rejected.</summary>
    public async Task<Dictionary<GivenRow, TEntity>> FindAsync(IReadOnlyList<GivenRow> rows, CancellationToken token)
    {
        var matched = new Dictionary<GivenRow, TEntity>(ReferenceEqualityComparer.Instance);
        if (plan.Order.MatchBy is not { } by)
            return matched;
        var keyed = rows.Where(row => row.Key is not null).ToList();
        var keys = await KeysAsync(by, keyed, token);
        var records = await LoadAsync([.. keys.Values.SelectMany(some => some).Distinct()], token);
        foreach (var row in rows)
        {
            var found = (row.Key is null ? null : keys.GetValueOrDefault(row)) ?? [];
            if (found is [var only] && records.TryGetValue(only, out var record))
                matched.Add(row, record);
            else if (found.Count > 1)
                Reject(row, Ambiguous(row.Key!, found));
            else if (row.Key is null)
                row.IsLost = true;
            else if (!plan.Makes || by is ImportMatchKey.Id or ImportMatchKey.Number)
                Reject(row, Missing(row.Key));
        }
        if (plan.FollowsMerged)
            await FollowAsync(matched, token);
        return matched;
    }

    /// <summary>Has those that were merged away be what they went into.</summary>
    private async Task FollowAsync(Dictionary<GivenRow, TEntity> matched, CancellationToken token)
    {
        var merged = matched.Where(one => one.Value is IMergeable { MergedIntoId: not null }).ToList();
        var survivors = await LoadAsync([.. merged.Select(one => SurvivorOf(one.Value)).Distinct()], token);
        foreach (var (row, record) in merged)
        {
            if (survivors.TryGetValue(SurvivorOf(record), out var survivor))
                (matched[row], row.IsFollowed) = (survivor, true);
        }
    }

    private static long SurvivorOf(TEntity record) => ((IMergeable)record).MergedIntoId!.Value;

    private static void Reject(GivenRow row, RowReason reason)
    {
        row.IsLost = true;
        row.Reject(reason);
    }

    private static RowReason Missing(RowKey key) =>
        new(
            key.Field,
            ValidationCode.NotFound,
            $"There is no {Model.Noun} with {key.Field.Name} {Quotation.Of(key.Shown)}."
        );

    private static RowReason Ambiguous(RowKey key, IReadOnlyList<long> keys) =>
        new(
            key.Field,
            ValidationCode.Ambiguous,
            $"Several {Model.Noun}s have {key.Field.Name} {Quotation.Of(key.Shown)}."
        )
        {
            Candidates = [.. keys.Order().Take(MostTold).Select(one => new Ref<TEntity>(one))],
        };

    private async Task<Dictionary<GivenRow, IReadOnlyList<long>>> KeysAsync(
        ImportMatchKey by,
        IReadOnlyList<GivenRow> rows,
        CancellationToken token
    )
    {
        var keys = new Dictionary<GivenRow, IReadOnlyList<long>>(ReferenceEqualityComparer.Instance);
        if (by is ImportMatchKey.Id or ImportMatchKey.Number)
        {
            foreach (var row in rows)
                keys[row] = Given(row) is { } key ? [key] : [];
            return keys;
        }
        var handle = Model.Handles.Single(one => one.Name.Equals(MatchKeys.Fields(by)[0], StringComparison.Ordinal));
        var found = await FoundRefs.FindAsync(rows.Select(Asked), call.Db, token);
        foreach (var row in rows)
            keys[row] = found.KeysOf(Asked(row));
        return keys;

        GivenRef Asked(GivenRow row) =>
            new(Model, handle, row.Key!.Shown, Key: 0)
            {
                Path = [],
                IdPath = [],
                Given = new Dictionary<string, object?>(StringComparer.Ordinal),
            };
    }

    private static long? Given(GivenRow row) =>
        row.Of("number") as long?
        ?? (
            OpaqueId.TryDecode(row.Key!.Shown, out var type, out var key)
            && type.Equals(Model.Name, StringComparison.Ordinal)
                ? key
                : null
        );

    /// <summary>Some records by their keys.</summary>
    public async Task<Dictionary<long, TEntity>> LoadAsync(IReadOnlyList<long> keys, CancellationToken token)
    {
        var column = Model.Key!.Name;
        var seen = await call.Db.SeenAsync(typeof(TEntity), keys, token);
        return keys.Count == 0
            ? []
            : await call
                .Db.Set<TEntity>()
                .AsTracking()
                .Where(row => seen.Contains(EF.Property<long>(row, column)))
                .ToDictionaryAsync(row => (long)Model.Key!.GetValue(row)!, token);
    }
}
