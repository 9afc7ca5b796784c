using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Merge;

/// <summary>All that a case is but what every write raises: one text for two cases that are the same.</summary>
internal static class CaseSnapshot
{
    /// <summary>The cases from a number on, in the order of their numbers.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(OperationRun operations, long first)
    {
        await using var db = operations.Read();
        var cases = await db.Cases.Where(c => c.Number >= first).OrderBy(c => c.Number).WithPartsAsync(db);
        return cases.ConvertAll(Of);
    }

    private static string Of(Case c)
    {
        var contacts = c.Contacts.OrderBy(link => link.ContactId).Select(link => $"{link.ContactId} {link.Role}");
        var tags = c.Tags.Select(link => link.TagId).Order();
        var bugs = c.Bugs.Select(link => link.BugNumber).Order();
        var updates = c
            .Updates.OrderBy(update => update.SentAt)
            .ThenBy(update => update.Id)
            .Select(update => update.Text);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {c.Number} {c.Subject}, {c.Description}, {c.Status} {c.State}, {c.Priority}, {c.Type}, {c.Resolution}, {c.WorkLog},
            {c.ExternalReference}, account {c.AccountId}, assigned {c.AssignedToId}, opened {c.OpenedById}
            created {c.CreatedAt:O} responded {c.FirstResponseAt:O} closed {c.ClosedAt:O} deleted {c.DeletedAt:O}
            merged into {c.MergedIntoNumber}; contacts {string.Join(',', contacts)}; bugs {string.Join(
                ',',
                bugs
            )} tags {string.Join(',', tags)}
            {string.Join('|', updates)}
            """
        );
    }
}
