using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>Makes records of a kind that is all in its fields, as the mutation that creates one.</summary>
internal abstract class RecordMaker
{
    public abstract Type Type { get; }

    /// <summary>What is wrong with each of some.</summary>
    public abstract Task<IReadOnlyList<IReadOnlyList<UserError>>> CheckAsync(
        IReadOnlyList<NewRecord> records,
        Call call,
        CancellationToken token
    );

    /// <summary>Adds it, to be saved by the call.</summary>
    public abstract Task<IVersioned> AddAsync(NewRecord record, Call call, CancellationToken token);
}

/// <inheritdoc/>
internal sealed class RecordMaker<TEntity>(EntityRules<TEntity> rules) : RecordMaker
    where TEntity : class, IVersioned
{
    public override Type Type => typeof(TEntity);

    public override async Task<IReadOnlyList<IReadOnlyList<UserError>>> CheckAsync(
        IReadOnlyList<NewRecord> records,
        Call call,
        CancellationToken token
    )
    {
        List<GivenToEntity<TEntity>> all = [.. records.Select(Given)];
        await CheckAllAsync(all, call, token);
        return [.. all.Select(one => one.Checks.Errors)];

        GivenToEntity<TEntity> Given(NewRecord record)
        {
            var own = call with { Issues = new ValidationIssues(), Unnamed = [] };
            return new(Values(record), Current: null, own, new InputChecks(own));
        }
    }

    public override async Task<IVersioned> AddAsync(NewRecord record, Call call, CancellationToken token) =>
        await AddAsync(Values(record), call, token);

    /// <summary>What creating and changing several checks.</summary>
    public Task CheckAllAsync(IReadOnlyList<GivenToEntity<TEntity>> all, Call call, CancellationToken token)
    {
        foreach (var one in all)
        {
            if (one.Current is null)
                one.Checks.Creation(one.Values);
            else
                one.Checks.Changes(one.Values);
        }
        return rules.CheckEachAsync(all, call, token);
    }

    public async Task<TEntity> AddAsync(EntityValues<TEntity> values, Call call, CancellationToken token)
    {
        var entity = Activator.CreateInstance<TEntity>();
        values.Following(call.Linked.KeyOf).ApplyTo(entity);
        await rules.SettleNewAsync(entity, call, token);
        call.Db.Add(entity);
        return entity;
    }

    private static EntityValues<TEntity> Values(NewRecord record) =>
        new(
            record.Values.ToDictionary(
                one => (ValueField)EntityModel.Of<TEntity>().Find(one.Key)!,
                one => (object?)one.Value
            )
        );
}
