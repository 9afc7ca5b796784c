using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// What leads to records that a change set has made, and stays as it is undone: rows in use that it has not touched, or that
/// somebody has changed since.
/// </summary>
internal abstract class UsedSince
{
    /// <summary>Rows whose log is in memory at once.</summary>
    private const int Slice = 1_000;

    /// <summary>Those of some records that are used so, by a query for each way in which others lead to such, and for the log of these.</summary>
    /// <param name="made">The keys of records of one type that the change set has made.</param>
    public static async Task<IReadOnlySet<long>> FindAsync<TEntity>(
        long changeSet,
        IReadOnlyList<long> made,
        CasesDb db,
        CancellationToken token
    )
    {
        var used = new HashSet<long>();
        foreach (var way in made.Count == 0 ? [] : To(typeof(TEntity)))
        {
            var rows = await way.RowsAsync([.. made.Where(key => !used.Contains(key))], db, token);
            foreach (var slice in rows.Chunk(Slice))
            {
                var owners = slice.Select(row => row.Owner).Distinct().ToList();
                var staying = await way.StayingAsync(changeSet, owners, db, token);
                used.UnionWith(slice.Where(row => staying.Contains(row.Owner)).Select(row => row.Key));
            }
        }
        return used;
    }

    /// <summary>Rows in use that lead to any of them.</summary>
    protected abstract Task<List<UsingRow>> RowsAsync(IReadOnlyList<long> made, CasesDb db, CancellationToken token);

    /// <summary>What the log has of some of their owners.</summary>
    protected abstract IQueryable<OwnedChange> Log(IReadOnlyList<long> owners, CasesDb db);

    /// <summary>Of that the keys of changes that are about what leads to the records.</summary>
    protected abstract IQueryable<long> Touching(IReadOnlyList<long> owners, CasesDb db);

    /// <summary>Of some owners that the change set has made those that stay because they are used in their turn.</summary>
    protected virtual Task<IReadOnlySet<long>> UsedAsync(
        long changeSet,
        IReadOnlyList<long> owners,
        CasesDb db,
        CancellationToken token
    ) => Task.FromResult<IReadOnlySet<long>>(new HashSet<long>());

    private async Task<HashSet<long>> StayingAsync(
        long changeSet,
        IReadOnlyList<long> owners,
        CasesDb db,
        CancellationToken token
    )
    {
        var touching = await Touching(owners, db).ToHashSetAsync(token);
        var found = await Log(owners, db)
            .Select(one => new LoggedUse(
                one.Owner,
                one.Change.Id,
                one.Change.ChangeSetId,
                one.Change.Kind,
                one.Change.ChangeSet.UndoesId == null && one.Change.ChangeSet.RevertedById == null
            ))
            .ToListAsync(token);
        var log = found.Select(one => one with { Touches = touching.Contains(one.Id) }).ToLookup(one => one.Owner);
        var staying = owners.Where(owner => LoggedUse.Stays(log[owner], changeSet)).ToHashSet();
        List<long> made =
        [
            .. owners.Where(owner =>
                !staying.Contains(owner)
                && log[owner].Any(one => one.ChangeSetId == changeSet && one.Kind is ChangeKind.Created)
            ),
        ];
        staying.UnionWith(await UsedAsync(changeSet, made, db, token));
        return staying;
    }

    /// <summary>Read off the model, so that what comes later is asked too.</summary>
    private static IEnumerable<UsedSince> To(Type target) =>
        [
            .. from owner in EntityModel.Logged.Values
            where owner.IsAssignableTo(typeof(ISoftDeleted))
            from field in AuditedFields.Of(EntityModel.Of(owner)).OfType<ReferenceField>()
            where field.Target == target && field.Property.Name is not nameof(IMergeable.MergedIntoId)
            select owner == typeof(Case)
                ? new UsingCases(new CaseField(field.LogName), (made, db) => UsingCases.Referring(field, made, db))
                : (UsedSince)Activator.CreateInstance(typeof(UsingRecords<>).MakeGenericType(owner), field)!,
            .. CaseParts
                .Links.Where(part => part.Target == target)
                .Select(part => new UsingCases(part.Field, (made, db) => UsingCases.Linked(part, made, db))),
            .. CaseParts
                .Items.Where(part => part is UpdatesPart && target == AuthorType)
                .Select(part => new UsingCases(part.Field, UsingCases.Written)),
        ];

    private static Type AuthorType => typeof(CaseUpdate).GetProperty(nameof(CaseUpdate.AuthorContact))!.PropertyType;
}

/// <summary>A row that leads to a record.</summary>
/// <param name="Owner">The case or record that the row is, or is of.</param>
/// <param name="Key">Of what it leads to.</param>
internal sealed record UsingRow(long Owner, long Key);

/// <summary>A change with whose it is.</summary>
internal sealed class OwnedChange
{
    public required long Owner { get; init; }
    public required RecordChange Change { get; init; }
}

/// <summary>A change of a row that leads to a record.</summary>
/// <param name="Stands">Whether it is no undoing, and not undone.</param>
internal sealed record LoggedUse(long Owner, long Id, long ChangeSetId, ChangeKind Kind, bool Stands)
{
    /// <summary>Whether it is about what leads to the record.</summary>
    public bool Touches { get; init; }

    /// <summary>Whether a row stays as it is when a change set is undone.</summary>
    public static bool Stays(IEnumerable<LoggedUse> log, long changeSet)
    {
        var own = log.Where(one => one.ChangeSetId == changeSet).ToList();
        return own.Count == 0
            || log.Any(later =>
                later.Stands
                && later.ChangeSetId != changeSet
                && own.Exists(one => one.Id < later.Id && (one.Kind is ChangeKind.Created || later.Touches))
            );
    }
}
