using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Duplicates;

/// <summary>
/// Cases that some customers have, for many to be compared with: by a score of 0.7 or more nothing without an account or a
/// contact in common is a duplicate.
/// </summary>
internal static class LikeCases
{
    /// <summary>Of one account, or one contact, the newest.</summary>
    public const int MostCompared = 300;

    /// <summary>From here on the customer decides.</summary>
    public const double LeastScore = 0.7;

    /// <summary>Those in use, by a statement for accounts, one for contacts, and one for what they are linked to.</summary>
    public static async Task<IReadOnlyList<ComparedCase>> OfAsync(
        IReadOnlyCollection<long> accounts,
        IReadOnlyCollection<long> contacts,
        CasesDb db,
        CancellationToken token
    )
    {
        var rows = new Dictionary<long, Row>();
        var cases = db.Rows<Case>().WhereInUse();
        if (accounts.Count > 0)
        {
            var ofAccounts = await db.Set<Account>()
                .Where(account => accounts.Contains(account.Id))
                .SelectMany(account =>
                    cases
                        .Where(c => c.AccountId != null && accounts.Contains(c.AccountId.Value))
                        .Where(c => c.AccountId == account.Id)
                        .OrderByDescending(c => c.Number)
                        .Take(MostCompared)
                )
                .Select(c => new Row(c.Number, c.Subject, c.SubjectBands, c.AccountId, c.CreatedAt))
                .ToListAsync(token);
            ofAccounts.ForEach(row => rows.TryAdd(row.Number, row));
        }
        if (contacts.Count > 0)
        {
            var ofContacts = await db.Set<Contact>()
                .Where(contact => contacts.Contains(contact.Id))
                .SelectMany(contact =>
                    db.Set<CaseContact>()
                        .Where(link => contacts.Contains(link.ContactId))
                        .Where(link => link.ContactId == contact.Id)
                        .Join(cases, link => link.CaseNumber, c => c.Number, (link, c) => new { Link = link, Case = c })
                        .OrderByDescending(one => one.Link.CaseNumber)
                        .Take(MostCompared)
                        .Select(one => one.Case)
                )
                .Select(c => new Row(c.Number, c.Subject, c.SubjectBands, c.AccountId, c.CreatedAt))
                .ToListAsync(token);
            ofContacts.ForEach(row => rows.TryAdd(row.Number, row));
        }
        var links = await LinksAsync(rows.Keys, contacts, db, token);
        return
        [
            .. rows.Values.Select(row => new ComparedCase(
                row.Number,
                new ComparedSubject(row.Subject, row.Bands ?? ""),
                row.AccountId,
                row.CreatedAt,
                [.. links[row.Number]]
            )),
        ];
    }

    private static async Task<ILookup<long, long>> LinksAsync(
        IReadOnlyCollection<long> cases,
        IReadOnlyCollection<long> contacts,
        CasesDb db,
        CancellationToken token
    )
    {
        var links =
            cases.Count == 0 || contacts.Count == 0
                ? []
                : await db.Set<CaseContact>()
                    .Where(link => cases.Contains(link.CaseNumber) && contacts.Contains(link.ContactId))
                    .Select(link => new { link.CaseNumber, link.ContactId })
                    .ToListAsync(token);
        return links.ToLookup(link => link.CaseNumber, link => link.ContactId);
    }

    private sealed record Row(long Number, string Subject, string? Bands, long? AccountId, DateTime CreatedAt);
}
