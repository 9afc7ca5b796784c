using CasesGraph.Cases;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>A case that is there keeps the primary contact that it has.</summary>
internal static class OnePrimary
{
    public static async Task CheckAsync(
        IEnumerable<(GivenRow Row, long Number)> changed,
        Call call,
        CancellationToken token
    )
    {
        var given = changed
            .SelectMany(one =>
                one.Row.Found.Where(found => found.Key.Role is ContactRole.Primary)
                    .Select(found => (one.Row, one.Number, found.Key.Field, found.Value.Key))
            )
            .ToList();
        if (given.Count == 0)
            return;
        var numbers = given.ConvertAll(one => one.Number);
        var present = await call
            .Db.Set<CaseContact>()
            .Where(link => numbers.Contains(link.CaseNumber) && link.Role == ContactRole.Primary)
            .ToDictionaryAsync(link => link.CaseNumber, link => link.ContactId, token);
        foreach (var (row, number, field, contact) in given)
        {
            if (present.TryGetValue(number, out var other) && other != contact)
                row.Reject(field, ValidationCode.SecondPrimary, "The case has another primary contact.");
        }
    }
}
