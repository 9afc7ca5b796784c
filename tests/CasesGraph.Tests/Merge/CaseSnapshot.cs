using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Merge;

/// <summary>All that a case is but what every write raises: one text for two cases that are the same.</summary>
internal static class CaseSnapshot
{
    public static async Task<IReadOnlyDictionary<long, string>> OfAsync(CasesDb db, long first = 0)
    {
        var cases = await db
            .Cases.Where(c => c.Number >= first)
            .Include(c => c.Contacts)
            .Include(c => c.Bugs)
            .Include(c => c.Updates)
            .AsSplitQuery()
            .ToListAsync();
        return cases.ToDictionary(c => c.Number, Of);
    }

    private static string Of(Case c)
    {
        var contacts = c.Contacts.OrderBy(link => link.ContactId).Select(link => $"{link.ContactId} {link.Role}");
        var bugs = c.Bugs.Select(link => link.BugNumber).Order();
        var updates = c
            .Updates.OrderBy(update => update.CreatedAt)
            .ThenBy(update => update.Id)
            .Select(update => update.Text);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {c.Subject}, {c.Description}, {c.Status} {c.State}, {c.Priority}, {c.Type}, {c.Resolution}, {c.WorkLog},
            {c.ExternalReference}, account {c.AccountId}, assigned {c.AssignedToId}, opened {c.OpenedById}
            created {c.CreatedAt:O} responded {c.FirstResponseAt:O} closed {c.ClosedAt:O} deleted {c.DeletedAt:O}
            merged into {c.MergedIntoNumber}; contacts {string.Join(',', contacts)}; bugs {string.Join(',', bugs)}
            {string.Join('|', updates)}
            """
        );
    }
}
