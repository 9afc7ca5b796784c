using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>Where contacts are found in cases: by what these have now, and by all that their log has.</summary>
internal sealed class ContactTraces
{
    private readonly CasesDb db;

    private ContactTraces(
        CasesDb db,
        IReadOnlyList<NamedRow> rows,
        IReadOnlyList<(long, long)> messages,
        IEnumerable<long> cases
    ) => (this.db, Rows, Messages, Cases) = (db, rows, messages, [.. cases.Order()]);

    /// <summary>Rows of the log that show one of them.</summary>
    public IReadOnlyList<NamedRow> Rows { get; }

    /// <summary>Messages that they wrote, with the cases that these are in.</summary>
    public IReadOnlyList<(long Id, long Case)> Messages { get; }

    /// <summary>All cases, in order.</summary>
    public IReadOnlyList<long> Cases { get; }

    public static async Task<ContactTraces> FindAsync(List<long> contacts, CasesDb db, CancellationToken token)
    {
        var messages = await db
            .CaseUpdates.Where(update => contacts.Contains(update.AuthorContactId!.Value))
            .Select(update => new { update.Id, update.CaseNumber })
            .ToListAsync(token);
        messages.AddRange(
            await (
                from moved in db.Set<MovedAuthor>()
                join update in db.CaseUpdates on moved.CaseUpdateId equals update.Id
                where contacts.Contains(moved.BeforeId) && !contacts.Contains(update.AuthorContactId!.Value)
                select new { update.Id, update.CaseNumber }
            )
                .Distinct()
                .ToListAsync(token)
        );
        var cases = await LoggedNames.OfContacts.CasesBeforeAsync(contacts, db, token);
        cases.UnionWith(messages.Select(one => one.CaseNumber));
        cases.UnionWith(
            await db.Cases.Where(c => contacts.Contains(c.OpenedById!.Value)).Select(c => c.Number).ToListAsync(token)
        );
        foreach (var part in CaseParts.Links.Where(part => part.Target == typeof(Contact)))
            cases.UnionWith(
                await part.Rows(db)
                    .Where(link => contacts.Contains(link.Key))
                    .Select(link => link.CaseNumber)
                    .ToListAsync(token)
            );
        var rows = await NamedRow.Of(
            LoggedNames.OfContacts.Rows(contacts, db).Where(row => cases.Contains(row.Change.CaseNumber!.Value)),
            token
        );
        return new(db, rows, messages.ConvertAll(one => (one.Id, one.CaseNumber)), cases);
    }

    /// <summary>The first of the cases, for callers.</summary>
    public async Task<IReadOnlyList<ErasureCase>> TellAsync(int most, CancellationToken token)
    {
        var first = Cases.Take(most).ToList();
        var copies = await db
            .CaseChanges.Where(change =>
                first.Contains(change.CaseNumber!.Value)
                && change.Kind == ChangeKind.Created
                && change.ChangeSet.Action == ChangeAction.Duplicate
            )
            .Select(change => change.CaseNumber!.Value)
            .ToListAsync(token);
        var messages = Messages.Where(one => first.Contains(one.Case)).ToLookup(one => one.Case, one => one.Id);
        var ids = messages.SelectMany(one => one).ToList();
        var files = (
            await db.Set<Attachment>()
                .Where(file => ids.Contains(file.CaseUpdateId!.Value))
                .Select(file => file.CaseNumber)
                .ToListAsync(token)
        )
            .CountBy(number => number)
            .ToDictionary();
        return
        [
            .. first.Select(number => new ErasureCase(
                new(number),
                copies.Contains(number),
                messages[number].Count(),
                files.GetValueOrDefault(number)
            )),
        ];
    }
}

/// <summary>A row of the log that shows a record by its name, at least on one side.</summary>
internal sealed record NamedRow(
    long Id,
    long Case,
    string? Before,
    string? BeforeText,
    string? After,
    string? AfterText
)
{
    public static Task<List<NamedRow>> Of(IQueryable<FieldChange> rows, CancellationToken token) =>
        rows.Select(row => new NamedRow(
                row.Id,
                row.Change.CaseNumber!.Value,
                row.Before,
                row.BeforeText,
                row.After,
                row.AfterText
            ))
            .ToListAsync(token);

    /// <summary>Whether it shows another name than those that the records have by now.</summary>
    public bool IsOutdated(IReadOnlyDictionary<string, string> names) =>
        Differs(Before, BeforeText, names) || Differs(After, AfterText, names);

    private static bool Differs(string? id, string? text, IReadOnlyDictionary<string, string> names) =>
        id is not null
        && text is not null
        && names.TryGetValue(id, out var name)
        && !string.Equals(text, name, StringComparison.Ordinal);
}
