using CasesGraph.Data;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

/// <summary>A part whose rows are something themselves, such as messages and files.</summary>
internal abstract class ItemPart : CasePart
{
    /// <summary>Why undoing does not take an item away that a change added; null where it does.</summary>
    public abstract string? Stays { get; }

    /// <summary>The same for one item.</summary>
    public virtual string? WhyStays(ICaseItem item) => Stays;

    /// <summary>Why undoing does not bring an item back that a change took away.</summary>
    public abstract string Gone { get; }

    /// <summary>New items for a copy of a case; none unless they can be copied.</summary>
    public virtual Task<IReadOnlyList<ICaseItem>> CopyAsync(Case from, Call call, CancellationToken token) =>
        Task.FromResult<IReadOnlyList<ICaseItem>>([]);

    /// <summary>Takes an item out of the context that it is tracked by; whoever calls saves.</summary>
    public virtual void Remove(ICaseItem item, CasesDb db) => db.Remove(item);

    /// <summary>All items of some cases are about to be deleted by a statement.</summary>
    public virtual Task RemovingAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token) =>
        Task.CompletedTask;

    /// <summary>Sets what follows in a new case from its items.</summary>
    public virtual void SettleNew(Case @case, IEnumerable<ICaseItem> items) { }

    /// <summary>Sets what follows in cases from their items, before they are saved.</summary>
    /// <param name="cases">Tracked; those that are about to be saved.</param>
    public virtual Task SettleAsync(IReadOnlyCollection<Case> cases, CasesDb db, CancellationToken token) =>
        Task.CompletedTask;

    /// <summary>The same for cases that one statement has changed, without their items.</summary>
    public virtual Task SettleReopenedAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token) =>
        Task.CompletedTask;

    /// <summary>The items of a case remember that they were its own before others go into it.</summary>
    public abstract Task KeepOriginAsync(long @case, CasesDb db, CancellationToken token);

    /// <summary>Items of some cases, tracked.</summary>
    public abstract Task<IReadOnlyList<ICaseItem>> LoadAsync(
        IReadOnlyCollection<long> cases,
        CasesDb db,
        CancellationToken token
    );

    /// <summary>Items by their ids, tracked; those that are gone are left out.</summary>
    public abstract Task<IReadOnlyList<ICaseItem>> FindAsync(
        IReadOnlyCollection<long> ids,
        CasesDb db,
        CancellationToken token
    );
}

/// <inheritdoc/>
/// <typeparam name="TItem">The entity of the rows.</typeparam>
internal abstract class ItemPart<TItem> : ItemPart
    where TItem : class, ICaseItem
{
    public override Type Row => typeof(TItem);

    public override Task KeepOriginAsync(long @case, CasesDb db, CancellationToken token) =>
        db.Set<TItem>()
            .Where(item =>
                EF.Property<long>(item, nameof(ICasePartRow.CaseNumber)) == @case
                && EF.Property<long?>(item, nameof(ICaseItem.OriginNumber)) == null
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(item => EF.Property<long?>(item, nameof(ICaseItem.OriginNumber)), @case),
                token
            );

    public override async Task<IReadOnlyList<ICaseItem>> LoadAsync(
        IReadOnlyCollection<long> cases,
        CasesDb db,
        CancellationToken token
    ) =>
        await db.Set<TItem>()
            .Where(item => cases.Contains(EF.Property<long>(item, nameof(ICasePartRow.CaseNumber))))
            .OrderBy(item => EF.Property<long>(item, nameof(ICaseItem.Id)))
            .ToListAsync(token);

    public override async Task<IReadOnlyList<ICaseItem>> FindAsync(
        IReadOnlyCollection<long> ids,
        CasesDb db,
        CancellationToken token
    ) =>
        ids.Count == 0
            ? []
            : await db.Set<TItem>()
                .Where(item => ids.Contains(EF.Property<long>(item, nameof(ICaseItem.Id))))
                .OrderBy(item => EF.Property<long>(item, nameof(ICaseItem.Id)))
                .ToListAsync(token);
}
