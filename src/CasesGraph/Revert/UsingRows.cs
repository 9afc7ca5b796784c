using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>References of records that are no cases.</summary>
internal sealed class UsingRecords<TOwner>(ReferenceField reference) : UsedSince
    where TOwner : class
{
    private static readonly RecordType Type = EntityModel.LoggedAs(typeof(TOwner))!.Value;
    private static readonly string Key = EntityModel.Of<TOwner>().Key!.Name;

    protected override Task<List<UsingRow>> RowsAsync(IReadOnlyList<long> made, CasesDb db, CancellationToken token)
    {
        var column = reference.Property.Name;
        return db.Set<TOwner>()
            .Where(row => EF.Property<DateTime?>(row, nameof(ISoftDeleted.DeletedAt)) == null)
            .Where(row => EF.Property<long?>(row, column) != null)
            .Where(row => made.Contains(EF.Property<long?>(row, column)!.Value))
            .Select(row => new UsingRow(EF.Property<long>(row, Key), EF.Property<long?>(row, column)!.Value))
            .ToListAsync(token);
    }

    protected override IQueryable<OwnedChange> Log(IReadOnlyList<long> owners, CasesDb db) =>
        Changes(owners, db).Select(change => new OwnedChange { Owner = change.RecordId, Change = change });

    protected override IQueryable<long> Touching(IReadOnlyList<long> owners, CasesDb db)
    {
        var name = reference.Name;
        return Changes(owners, db)
            .SelectMany(change => change.Fields)
            .Where(row => row.Field == name)
            .Select(row => row.ChangeId);
    }

    private static IQueryable<EntityChange> Changes(IReadOnlyList<long> owners, CasesDb db) =>
        db.EntityChanges.Where(change => change.Type == Type && owners.Contains(change.RecordId));

    protected override Task<IReadOnlySet<long>> UsedAsync(
        long changeSet,
        IReadOnlyList<long> owners,
        CasesDb db,
        CancellationToken token
    ) => FindAsync<TOwner>(changeSet, owners, db, token);
}

/// <summary>What leads to records from cases: references, links, messages.</summary>
/// <param name="field">What the log calls it.</param>
/// <param name="rows">Those that lead to some records.</param>
internal sealed class UsingCases(CaseField field, Func<IReadOnlyList<long>, CasesDb, IQueryable<UsingRow>> rows)
    : UsedSince
{
    public static IQueryable<UsingRow> Referring(ReferenceField reference, IReadOnlyList<long> made, CasesDb db)
    {
        var column = reference.Property.Name;
        return db
            .Cases.Where(c => c.DeletedAt == null && EF.Property<long?>(c, column) != null)
            .Where(c => made.Contains(EF.Property<long?>(c, column)!.Value))
            .Select(c => new UsingRow(c.Number, EF.Property<long?>(c, column)!.Value));
    }

    public static IQueryable<UsingRow> Linked(LinkPart part, IReadOnlyList<long> made, CasesDb db) =>
        part.Rows(db)
            .Where(link => made.Contains(link.Key))
            .Join(
                db.Cases.Where(c => c.DeletedAt == null),
                link => link.CaseNumber,
                c => c.Number,
                (link, _) => new UsingRow(link.CaseNumber, link.Key)
            );

    public static IQueryable<UsingRow> Written(IReadOnlyList<long> made, CasesDb db) =>
        db
            .CaseUpdates.Where(update => update.AuthorContactId != null && made.Contains(update.AuthorContactId.Value))
            .Where(update => update.Case.DeletedAt == null)
            .Select(update => new UsingRow(update.CaseNumber, update.AuthorContactId!.Value))
            .Distinct();

    protected override Task<List<UsingRow>> RowsAsync(IReadOnlyList<long> made, CasesDb db, CancellationToken token) =>
        rows(made, db).ToListAsync(token);

    protected override IQueryable<OwnedChange> Log(IReadOnlyList<long> owners, CasesDb db) =>
        Changes(owners, db).Select(change => new OwnedChange { Owner = change.CaseNumber!.Value, Change = change });

    protected override IQueryable<long> Touching(IReadOnlyList<long> owners, CasesDb db) =>
        Changes(owners, db)
            .Join(
                db.FieldChanges.Where(row => row.Field == field),
                change => change.Id,
                row => row.ChangeId,
                (change, _) => change.Id
            );

    private static IQueryable<CaseChange> Changes(IReadOnlyList<long> owners, CasesDb db) =>
        db.CaseChanges.Where(change => change.CaseNumber != null && owners.Contains(change.CaseNumber.Value));
}
