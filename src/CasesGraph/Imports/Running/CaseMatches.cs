using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>The cases that rows are, found by one query.</summary>
internal sealed class CaseMatches(ImportPlan plan, Call call)
{
    private const int MostTold = 10;

    /// <summary>Those that are there. A row that cannot be told apart, or has to be there and is not, is rejected.</summary>
    public async Task<Dictionary<GivenRow, long>> FindAsync(IReadOnlyList<GivenRow> rows, CancellationToken token)
    {
        var matched = new Dictionary<GivenRow, long>(ReferenceEqualityComparer.Instance);
        if (plan.Order.MatchBy is not { } by)
            return matched;
        var known = rows.Where(row => row.Key is not null).ToList();
        var found = await FindAsync(by, known, token);
        foreach (var row in rows)
        {
            var numbers = row.Key is null ? [] : found[KeyOf(by, row)].ToList();
            if (numbers is [var only])
                matched.Add(row, only);
            else if (numbers.Count > 1)
                Reject(row, Ambiguous(row.Key!, numbers));
            else if (row.Key is null || !plan.Makes || by is ImportMatchKey.Id)
                Reject(row, row.Key is { } key ? Missing(key) : null);
        }
        await FollowAsync(matched, token);
        return matched;
    }

    /// <summary>
    /// Where that is asked for, has those that were merged away, and are seen, be what they went into: each points there, and
    /// nowhere else.
    /// </summary>
    public async Task FollowAsync(Dictionary<GivenRow, long> matched, CancellationToken token)
    {
        if (!plan.FollowsMerged)
            return;
        var numbers = matched.Values.Distinct().ToList();
        var merged = await call
            .Db.Cases.Where(c => numbers.Contains(c.Number) && c.MergedIntoNumber != null)
            .ToDictionaryAsync(c => c.Number, c => c.MergedIntoNumber!.Value, token);
        var seen = await call.Db.SeenAsync(typeof(Case), [.. merged.Keys], token);
        foreach (var (row, number) in matched.Where(one => seen.Contains(one.Value)).ToList())
        {
            if (merged.TryGetValue(number, out var survivor))
                (matched[row], row.IsFollowed) = (survivor, true);
        }
    }

    private static void Reject(GivenRow row, RowReason? reason)
    {
        row.IsLost = true;
        if (reason is not null)
            row.Reject(reason);
    }

    private static RowReason Missing(RowKey key) =>
        new(key.Field, ValidationCode.NotFound, $"There is no case with {key.Field.Name} {Quotation.Of(key.Shown)}.");

    private static RowReason Ambiguous(RowKey key, IReadOnlyList<long> numbers) =>
        new(key.Field, ValidationCode.Ambiguous, $"Several cases have {key.Field.Name} {Quotation.Of(key.Shown)}.")
        {
            Candidates = [.. numbers.Order().Take(MostTold).Select(number => new Ref<Case>(number))],
        };

    private static string KeyOf(ImportMatchKey by, GivenRow row) =>
        by is ImportMatchKey.SubjectAndAccount ? $"{row.Reference("account")} {row.Key!.Shown}" : row.Key!.Text;

    private async Task<ILookup<string, long>> FindAsync(
        ImportMatchKey by,
        IReadOnlyList<GivenRow> rows,
        CancellationToken token
    )
    {
        var texts = rows.Select(row => row.Key!.Text).Where(TextRules.IsStorable).ToList();
        switch (by)
        {
            case ImportMatchKey.Number:
                var numbers = rows.Select(row => row.Of("number")).OfType<long>().ToList();
                var there = await call
                    .Db.Cases.Where(c => numbers.Contains(c.Number))
                    .Select(c => c.Number)
                    .ToListAsync(token);
                return there.ToLookup(number => $"{number}", StringComparer.Ordinal);
            case ImportMatchKey.Id:
                return texts
                    .Distinct(StringComparer.Ordinal)
                    .Where(IsCase)
                    .ToLookup(text => text, text => Key(text), StringComparer.Ordinal);
            case ImportMatchKey.ExternalReference:
                var references = await call
                    .Db.Cases.Where(c => c.ExternalReference != null && texts.Contains(c.ExternalReference))
                    .Select(c => new { c.Number, c.ExternalReference })
                    .ToListAsync(token);
                return references.ToLookup(one => one.ExternalReference!, one => one.Number, StringComparer.Ordinal);
            default:
                return await BySubjectAsync(rows, token);
        }
    }

    /// <summary>Those in use; where there is none and deleted ones come back, these.</summary>
    private async Task<ILookup<string, long>> BySubjectAsync(IReadOnlyList<GivenRow> rows, CancellationToken token)
    {
        var subjects = rows.Select(row => row.Key!.Shown)
            .Where(TextRules.IsStorable)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var accounts = rows.Select(row => row.Reference("account"))
            .OfType<long>()
            .Where(key => key > 0)
            .Distinct()
            .ToList();
        var cases = plan.Restores ? call.Db.Cases.Where(c => c.MergedIntoNumber == null) : call.Db.Cases.WhereInUse();
        var found = await cases
            .Where(c => c.AccountId != null && accounts.Contains(c.AccountId.Value) && subjects.Contains(c.Subject))
            .Select(c => new
            {
                c.Number,
                c.Subject,
                c.AccountId,
                IsInUse = c.DeletedAt == null,
            })
            .ToListAsync(token);
        var seen = await call.Db.SeenAsync(typeof(Case), [.. found.Select(one => one.Number)], token);
        return found
            .Where(one => seen.Contains(one.Number))
            .GroupBy(one => (one.AccountId, one.Subject, one.IsInUse))
            .OrderByDescending(same => same.Key.IsInUse)
            .DistinctBy(same => (same.Key.AccountId, same.Key.Subject))
            .SelectMany(same => same)
            .ToLookup(one => $"{one.AccountId} {one.Subject}", one => one.Number, StringComparer.Ordinal);
    }

    private static bool IsCase(string id) => OpaqueId.TryDecode(id, out var type, out _) && type is nameof(Case);

    private static long Key(string id) => OpaqueId.TryDecode(id, out _, out var key) ? key : 0;
}
