using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>A reference by which records of one type lead to those of another.</summary>
internal abstract class MovedRows(ReferenceField reference)
{
    public ReferenceField Reference => reference;

    public abstract RecordType Type { get; }

    /// <summary>
    /// All such references to an entity, read off the model: what comes later so is moved by a merge, which need not know it.
    /// </summary>
    public static IReadOnlyList<MovedRows> To(Type entity) =>
        [
            .. from owner in EntityModel.Logged.Values
            from field in AuditedFields.Of(EntityModel.Of(owner)).OfType<ReferenceField>()
            where field.Target == entity
            select (MovedRows)Activator.CreateInstance(typeof(MovedRows<>).MakeGenericType(owner), field)!,
        ];

    /// <summary>The keys of those that lead to one of some objects, deleted ones too.</summary>
    public abstract Task<List<long>> FindAsync(
        IReadOnlyCollection<long> from,
        IReadOnlyCollection<long> members,
        CasesDb db,
        CancellationToken token
    );

    /// <summary>Has them lead to another, so many at a time.</summary>
    public abstract Task MoveAsync(
        IReadOnlyList<long> keys,
        long to,
        ChangeLogWriter log,
        CasesDb db,
        CancellationToken token
    );
}

internal sealed class MovedRows<TOwner>(ReferenceField reference) : MovedRows(reference)
    where TOwner : class
{
    private static readonly EntityModel Owner = EntityModel.Of<TOwner>();
    private static readonly string Key = Owner.Key!.Name;
    private const string DeletedAt = nameof(ISoftDeleted.DeletedAt);

    public override RecordType Type => EntityModel.LoggedAs(typeof(TOwner))!.Value;

    public override async Task<List<long>> FindAsync(
        IReadOnlyCollection<long> from,
        IReadOnlyCollection<long> members,
        CasesDb db,
        CancellationToken token
    )
    {
        var column = Reference.Property.Name;
        var rows = db.Set<TOwner>().Where(one => from.Contains(EF.Property<long?>(one, column)!.Value));
        // What is merged keeps what it has itself.
        if (Reference.Target == typeof(TOwner))
            rows = rows.Where(one => !members.Contains(EF.Property<long>(one, Key)));
        if (!typeof(TOwner).IsAssignableTo(typeof(ISoftDeleted)))
            return await KeysAsync(rows, token);
        // Those in use and deleted ones have indexes of their own.
        var used = await KeysAsync(rows.Where(one => EF.Property<DateTime?>(one, DeletedAt) == null), token);
        var deleted = await KeysAsync(rows.Where(one => EF.Property<DateTime?>(one, DeletedAt) != null), token);
        return [.. used.Concat(deleted).Order()];
    }

    private static Task<List<long>> KeysAsync(IQueryable<TOwner> rows, CancellationToken token) =>
        rows.Select(one => EF.Property<long>(one, Key)).OrderBy(key => key).ToListAsync(token);

    public override async Task MoveAsync(
        IReadOnlyList<long> keys,
        long to,
        ChangeLogWriter log,
        CasesDb db,
        CancellationToken token
    )
    {
        foreach (var chunk in keys.Chunk(JobQueue.MostAtOnce))
        {
            var rows = await db.Set<TOwner>()
                .Where(one => chunk.Contains(EF.Property<long>(one, Key)))
                .OrderBy(one => EF.Property<long>(one, Key))
                .ToListAsync(token);
            foreach (var row in rows)
                Reference.Property.SetValue(row, to);
            await log.SaveAsync(token);
            db.ChangeTracker.Clear();
        }
    }
}
