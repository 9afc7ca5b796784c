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
    /// <summary>Those of some records that are used so, by a query for each way in which others lead to such.</summary>
    /// <param name="made">The keys of records of one type that the change set has made.</param>
    public static async Task<IReadOnlySet<long>> FindAsync<TEntity>(
        long changeSet,
        IReadOnlyList<long> made,
        CasesDb db,
        CancellationToken token
    )
    {
        var used = new HashSet<long>();
        foreach (var rows in made.Count == 0 ? [] : To(typeof(TEntity)))
            used.UnionWith(await rows.OfAsync(changeSet, made, db, token));
        return used;
    }

    /// <summary>The keys that are led to.</summary>
    protected abstract Task<IReadOnlyList<long>> OfAsync(
        long changeSet,
        IReadOnlyList<long> made,
        CasesDb db,
        CancellationToken token
    );

    /// <summary>Read off the model, so that what comes later is asked too.</summary>
    private static IEnumerable<UsedSince> To(Type target) =>
        [
            .. from owner in EntityModel.Logged.Values
            where owner.IsAssignableTo(typeof(ISoftDeleted))
            from field in AuditedFields.Of(EntityModel.Of(owner)).OfType<ReferenceField>()
            where field.Target == target && field.Property.Name is not nameof(IMergeable.MergedIntoId)
            select owner == typeof(Case)
                ? new CaseRows(new CaseField(field.LogName), db => ReferencesOf(field, db))
                : (UsedSince)Activator.CreateInstance(typeof(OtherRows<>).MakeGenericType(owner), field)!,
            .. CaseParts.Links.Where(part => part.Target == target).Select(part => new CaseRows(part.Field, part.Rows)),
            .. CaseParts
                .Items.Where(part => part is UpdatesPart && target == AuthorType)
                .Select(part => new CaseRows(part.Field, Messages)),
        ];

    private static Type AuthorType => typeof(CaseUpdate).GetProperty(nameof(CaseUpdate.AuthorContact))!.PropertyType;

    private static IQueryable<LinkRow> ReferencesOf(ReferenceField field, CasesDb db)
    {
        var column = field.Property.Name;
        return db
            .Cases.Where(c => EF.Property<long?>(c, column) != null)
            .Select(c => new LinkRow { CaseNumber = c.Number, Key = EF.Property<long?>(c, column)!.Value });
    }

    private static IQueryable<LinkRow> Messages(CasesDb db) =>
        db
            .CaseUpdates.Where(update => update.AuthorContactId != null)
            .Select(update => new LinkRow { CaseNumber = update.CaseNumber, Key = update.AuthorContactId!.Value });

    /// <summary>References of records that are no cases.</summary>
    private sealed class OtherRows<TOwner>(ReferenceField reference) : UsedSince
        where TOwner : class
    {
        private static readonly RecordType Type = EntityModel.LoggedAs(typeof(TOwner))!.Value;
        private static readonly string Key = EntityModel.Of<TOwner>().Key!.Name;

        protected override async Task<IReadOnlyList<long>> OfAsync(
            long changeSet,
            IReadOnlyList<long> made,
            CasesDb db,
            CancellationToken token
        )
        {
            var (column, name) = (reference.Property.Name, reference.Name);
            var log = db.EntityChanges.Where(change => change.Type == Type);
            var rows = await db.Set<TOwner>()
                .Where(row => EF.Property<DateTime?>(row, nameof(ISoftDeleted.DeletedAt)) == null)
                .Where(row => made.Contains(EF.Property<long?>(row, column)!.Value))
                .Select(row => new
                {
                    Key = EF.Property<long>(row, Key),
                    To = EF.Property<long?>(row, column)!.Value,
                    IsMade = log.Any(own =>
                        own.RecordId == EF.Property<long>(row, Key)
                        && own.ChangeSetId == changeSet
                        && own.Kind == ChangeKind.Created
                    ),
                    Stays = !log.Any(own =>
                        own.RecordId == EF.Property<long>(row, Key) && own.ChangeSetId == changeSet
                    )
                        || log.Any(later =>
                            later.RecordId == EF.Property<long>(row, Key)
                            && later.ChangeSetId != changeSet
                            && later.ChangeSet.UndoesId == null
                            && later.ChangeSet.RevertedById == null
                            && log.Any(own =>
                                own.RecordId == later.RecordId
                                && own.ChangeSetId == changeSet
                                && own.Id < later.Id
                                && (own.Kind == ChangeKind.Created || later.Fields.Any(row => row.Field == name))
                            )
                        ),
                })
                .ToListAsync(token);
            // What the change set has made too stays where that is used in its turn.
            List<long> asked = [.. rows.Where(row => row is { Stays: false, IsMade: true }).Select(row => row.Key)];
            var used = await FindAsync<TOwner>(changeSet, asked, db, token);
            return [.. rows.Where(row => row.Stays || used.Contains(row.Key)).Select(row => row.To)];
        }
    }

    /// <summary>What leads to them from cases: references, links, messages.</summary>
    /// <param name="field">What the log calls it.</param>
    private sealed class CaseRows(CaseField field, Func<CasesDb, IQueryable<LinkRow>> rows) : UsedSince
    {
        protected override async Task<IReadOnlyList<long>> OfAsync(
            long changeSet,
            IReadOnlyList<long> made,
            CasesDb db,
            CancellationToken token
        )
        {
            var log = db.CaseChanges;
            var staying = db
                .Cases.Where(c => c.DeletedAt == null)
                .Where(c =>
                    !log.Any(own => own.CaseNumber == c.Number && own.ChangeSetId == changeSet)
                    || log.Any(later =>
                        later.CaseNumber == c.Number
                        && later.ChangeSetId != changeSet
                        && later.ChangeSet.UndoesId == null
                        && later.ChangeSet.RevertedById == null
                        && log.Any(own =>
                            own.CaseNumber == c.Number
                            && own.ChangeSetId == changeSet
                            && own.Id < later.Id
                            && (own.Kind == ChangeKind.Created || later.Fields.Any(row => row.Field == field))
                        )
                    )
                );
            return await rows(db)
                .Where(row => made.Contains(row.Key))
                .Join(staying, row => row.CaseNumber, c => c.Number, (row, _) => row.Key)
                .Distinct()
                .ToListAsync(token);
        }
    }
}
