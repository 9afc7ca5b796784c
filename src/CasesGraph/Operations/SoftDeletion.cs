using System.ComponentModel;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Operations;

/// <summary>Deletes objects so that they can be restored, or restores them; the same rules for all that can be deleted.</summary>
internal sealed class SoftDeletion<TEntity>(Call call, bool restore, string? reason)
    where TEntity : class
{
    /// <summary>So many objects are in memory at a time.</summary>
    private const int Chunk = 500;
    private const int MostListed = 100;

    private static readonly string Noun = EntityModel.Of<TEntity>().Noun;
    private static readonly string Key = EntityModel.Of<TEntity>().Key!.Name;

    private readonly List<Ref<TEntity>> done = [];
    private readonly List<Rejection> rejected = [];
    private readonly WriteLog log = call.Log(call, restore ? ChangeAction.Restore : ChangeAction.Delete, reason);

    public IReadOnlyList<Ref<TEntity>> Done => done;

    /// <summary>The first of those that could not be deleted or restored.</summary>
    public IReadOnlyList<Rejection> Rejected => rejected;
    public int RejectedCount { get; private set; }

    /// <summary>One for all; null when nothing was written.</summary>
    public Ref<IChangeSet>? ChangeSet => log.Set;

    public async Task<Outcome<TPayload>> RunAsync<TPayload>(
        IReadOnlyList<Ref<TEntity>> ids,
        Func<SoftDeletion<TEntity>, TPayload> payload,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Reason(reason);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        foreach (var chunk in ids.Select(id => id.Key).Distinct().Chunk(Chunk))
        {
            await RunChunkAsync(chunk, token);
            await log.SaveAsync(token);
            call.Db.ChangeTracker.Clear();
        }
        return payload(this);
    }

    private async Task RunChunkAsync(long[] keys, CancellationToken token)
    {
        var found = await call
            .Db.Rows<TEntity>()
            .Where(entity => keys.Contains(EF.Property<long>(entity, Key)))
            .ToDictionaryAsync(entity => (long)call.Db.Entry(entity).Property(Key).CurrentValue!, token);
        foreach (var key in keys)
        {
            if (!found.TryGetValue(key, out var entity))
                Refuse(key, $"There is no {Noun} with this id.", ValidationCode.InvalidId);
            else if (entity is not ISoftDeleted row || row.DeletedAt is null == restore)
                Refuse(key, $"The {Noun} is {(restore ? "not" : "already")} deleted.", ValidationCode.Conflict);
            else
            {
                row.DeletedAt = restore ? null : call.Now;
                done.Add(new(key));
            }
        }
    }

    private void Refuse(long key, string message, ValidationCode code)
    {
        RejectedCount++;
        if (rejected.Count < MostListed)
            rejected.Add(new(OpaqueId.Encode(typeof(TEntity).Name, key), message, code));
    }
}

[Description("One object of many that was not written, and why.")]
public sealed record Rejection(
    [property: Description("The id that was given."), AsId] string Id,
    [property: Description("Why it was not written, for people.")] string Reason,
    [property: Description("Why it was not written, for programs.")] ValidationCode Code
);
