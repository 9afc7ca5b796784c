using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>What leads to the objects that go: references, links of cases, messages that they wrote.</summary>
internal sealed class MovedParts
{
    private readonly List<(MovedRows Rows, List<long> Keys)> references = [];
    private readonly SortedSet<long> cases = [];

    private MovedParts() { }

    /// <summary>What callers are told.</summary>
    public List<MovedReferences> Counts { get; } = [];

    /// <summary>All cases of which something moves.</summary>
    public IReadOnlyList<long> Cases => [.. cases];

    /// <summary>The references of records that are no cases.</summary>
    public IEnumerable<(MovedRows Rows, List<long> Keys)> OfRecords =>
        references.Where(one => one.Rows.Type is not RecordType.Case);

    /// <summary>Whoever is writing one meanwhile comes before this, or finds that the other was merged away.</summary>
    public static void KeepOthersOff(Type entity, CasesDb db)
    {
        var tables = MovedRows
            .To(entity)
            .Select(one => EntityModel.Logged[one.Type])
            .Append(entity)
            .Select(type => EntityModel.Of(type).Table)
            .Concat(MovedCases.LinksTo(entity).Select(part => part.Row.Name))
            .Concat(entity == typeof(Contact) ? [nameof(CaseUpdate)] : []);
        foreach (var table in tables.Distinct(StringComparer.Ordinal))
            db.KeepOthersOff(table);
    }

    public static async Task<MovedParts> FindAsync<TEntity>(
        CheckedMerge<TEntity> merge,
        CasesDb db,
        CancellationToken token
    )
        where TEntity : class
    {
        var moved = new MovedParts();
        foreach (var rows in MovedRows.To(typeof(TEntity)))
        {
            var keys = await rows.FindAsync(merge.Leaving, merge.All, db, token);
            moved.references.Add((rows, keys));
            moved.Add(rows.Type, rows.Reference.Name, keys.Count, rows.Type is RecordType.Case ? keys : []);
        }
        foreach (var part in MovedCases.LinksTo(typeof(TEntity)))
        {
            var links = await part.Rows(db)
                .Where(link => merge.Leaving.Contains(link.Key))
                .Select(link => link.CaseNumber)
                .ToListAsync(token);
            moved.Add(RecordType.Case, part.Field.InSchema, links.Count, links);
        }
        if (typeof(TEntity) == typeof(Contact))
        {
            var messages = await MovedAuthors
                .MessagesOf(merge.Leaving, db)
                .Select(update => update.CaseNumber)
                .ToListAsync(token);
            moved.Add(RecordType.Case, "updates", messages.Count, messages);
        }
        return moved;
    }

    private void Add(RecordType type, string field, int count, IEnumerable<long> of)
    {
        if (count > 0)
            Counts.Add(new(type, field, count));
        cases.UnionWith(of);
    }
}
