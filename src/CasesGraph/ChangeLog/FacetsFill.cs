using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Gives facets to the log's entries of a version without them: from the case as it is back to its beginning, by what
/// each entry says that it changed. Nothing is known any more of a case that was purged; its entries are of no list.
/// </summary>
internal sealed partial class FacetsFill(ILogger<FacetsFill> logger) : IStartStep
{
    private const int CasesAtOnce = 500;
    private const int CasesBetweenTelling = 10_000;

    private static readonly List<CaseField> Followed =
    [
        CaseField.DeletedAt,
        .. AuditedFields.Named.Where(one => one.Field.Declared.Facet is not null).Select(one => one.Name),
        .. CaseParts.Links.Where(part => part.Facet is not null).Select(part => part.Field),
    ];

    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        for (var done = 0; ; done += CasesAtOnce)
        {
            var numbers = await Lacking(db)
                .Select(change => change.CaseNumber!.Value)
                .Distinct()
                .OrderBy(number => number)
                .Take(CasesAtOnce)
                .ToListAsync(token);
            if (numbers.Count == 0)
                return;
            if (done % CasesBetweenTelling == 0)
                LogProgress(numbers[0]);
            await FillAsync(numbers, db, token);
            await db.SaveChangesAsync(token);
            db.ChangeTracker.Clear();
            await Lacking(db)
                .Where(change => numbers.Contains(change.CaseNumber!.Value))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.FacetsBefore, "").SetProperty(c => c.FacetsAfter, ""),
                    token
                );
        }
    }

    private static IQueryable<CaseChange> Lacking(CasesDb db) =>
        db.Set<CaseChange>().Where(change => change.FacetsBefore == null && change.CaseNumber != null);

    private static async Task FillAsync(List<long> numbers, CasesDb db, CancellationToken token)
    {
        var cases = await db.Set<Case>()
            .AsNoTracking()
            .Where(c => numbers.Contains(c.Number))
            .ToDictionaryAsync(c => c.Number, token);
        var changes = await db.Set<CaseChange>()
            .Where(change => numbers.Contains(change.CaseNumber!.Value))
            .Include(change => change.Fields.Where(row => Followed.Contains(row.Field)))
            .OrderByDescending(change => change.Id)
            .AsSplitQuery()
            .ToListAsync(token);
        foreach (var change in changes)
        {
            // As it is behind the change; a change later it is what it was before.
            if (!cases.TryGetValue(change.CaseNumber!.Value, out var @case))
                continue;
            // Lists are followed by the rest alone, and no contact has followed entries that are so old.
            @case.LedFacets = "";
            change.FacetsAfter = CaseFacets.Of(@case);
            foreach (var row in change.Fields)
                GoBack(@case, row);
            change.FacetsBefore = change.Kind is ChangeKind.Created ? "" : CaseFacets.Of(@case);
        }
    }

    private static void GoBack(Case @case, FieldChange row)
    {
        if (AuditedFields.Find(row.Field) is { } field)
            field.Property.SetValue(@case, AuditedFields.Read(field, row.Before));
        else if (row is { Before: null, After: { } added })
            @case.LinkFacets = @case.LinkFacets.Replace(Token(row, added), "", StringComparison.Ordinal);
        else if (row is { Before: { } removed, After: null })
            @case.LinkFacets += Token(row, removed);
    }

    private static string Token(FieldChange row, string id) =>
        CaseFacets.Token((LinkPart)CaseParts.Find(row.Field)!, AuditedFields.Key(id));

    [LoggerMessage(
        LogLevel.Information,
        "The log of an older version gets what lists are followed by, from case {Number} on."
    )]
    private partial void LogProgress(long number);
}
