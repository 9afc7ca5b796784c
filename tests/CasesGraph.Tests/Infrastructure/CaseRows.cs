using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Tags;
using CasesGraph.Tests.Query.Plain;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>The parts of cases in memory, beside the cases.</summary>
internal static class CaseRows
{
    extension(Case @case)
    {
        public IReadOnlyList<CaseContact> Contacts => @case.Rows<CaseContact>("contacts");
        public IReadOnlyList<CaseBug> Bugs => @case.Rows<CaseBug>("bugs");
        public IReadOnlyList<CaseTag> Tags => @case.Rows<CaseTag>("tags");
        public IReadOnlyList<CaseUpdate> Updates => @case.Rows<CaseUpdate>("updates");
        public IReadOnlyList<Attachment> Attachments => @case.Rows<Attachment>("attachments");

        private IReadOnlyList<TRow> Rows<TRow>(string name) => [.. RelatedRows.Of(@case, name).Cast<TRow>()];
    }

    /// <summary>The cases of a query, with their parts.</summary>
    public static async Task<List<Case>> WithPartsAsync(this IQueryable<Case> query, CasesDb db)
    {
        var cases = await query.ToListAsync();
        var byNumber = cases.ToDictionary(c => c.Number);
        await AddAsync(db.Set<CaseContact>().OrderBy(link => link.ContactId));
        await AddAsync(db.Set<CaseBug>().OrderBy(link => link.BugNumber));
        await AddAsync(db.Set<CaseTag>().OrderBy(link => link.TagId));
        await AddAsync(db.Set<CaseUpdate>().OrderBy(update => update.Id));
        await AddAsync(db.Set<Attachment>().OrderBy(file => file.Id));
        return cases;

        async Task AddAsync<TRow>(IQueryable<TRow> rows)
            where TRow : class, ICasePartRow
        {
            var found = new List<object>();
            foreach (var row in await rows.AsNoTracking().ToListAsync())
            {
                if (!byNumber.TryGetValue(row.CaseNumber, out var of))
                    continue;
                row.Case = of;
                found.Add(row);
            }
            RelatedRows.Join(found);
        }
    }
}
