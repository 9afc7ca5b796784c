using System.Text.RegularExpressions;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Rejected;
using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>
/// Which fields columns may bring. What is proposed as certain is: a name that says it, cells that agree, and no other
/// column that says it as well.
/// </summary>
/// <param name="mapped">A mapping that is asked first; null for none.</param>
internal sealed partial class ColumnProposer(TableScan scan, TargetFields targets, MappedProposals? mapped)
{
    private const double Enough = 0.5;

    /// <summary>For each column.</summary>
    public IReadOnlyList<IReadOnlyList<ImportFieldProposal>> All()
    {
        var found = scan.Columns.Index().Select(one => Candidates(one.Index, one.Item)).ToList();
        Settle(found);
        return [.. found.Select(candidates => candidates.Select(one => one.Told).ToList())];
    }

    private List<Candidate> Candidates(int index, ColumnStats stats)
    {
        var header = scan.Headers[index];
        if (RejectedColumns.IsOne(header))
            return [];
        if (mapped?.Of(index) is var (kept, isOnly))
            return [new(targets.Find(kept)!, isOnly, ProposalReason.SavedMapping, 1, 0)];
        if (scan.IsOwnExport)
            return OwnExport.Find(header!, scan.Headers, targets) is { } own
                ? [new(own, true, ProposalReason.OwnExport, 1, 0)]
                : [];
        var named = header is null
            ? []
            : targets
                .Meant(header)
                .DistinctBy(one => one.Field.Name, StringComparer.Ordinal)
                .Select(
                    (one, place) => new Candidate(one.Field, one.IsCertain, one.Reason, Fit(stats, one.Field), place)
                );
        return
        [
            .. named
                .Concat(ByContent(stats))
                .DistinctBy(one => one.Field.Name, StringComparer.Ordinal)
                .Where(one => !IsCounted(one, stats) && IsPossible(one, stats))
                .Select(one => one with { IsCertain = one.IsCertain && one.Fit >= Enough })
                .OrderByDescending(one => one.IsCertain)
                .ThenByDescending(one => one.Fit >= Enough)
                .ThenBy(one => one.Reason)
                .ThenBy(one => one.Place),
        ];
    }

    /// <summary>Whether some of the cells can be what the field takes; ids are known as such.</summary>
    private static bool IsPossible(Candidate one, ColumnStats stats) =>
        one.Field.IdOf is not null
            ? one.Fit >= Enough
            : one.Field is { IsNumber: false, IsTime: false, IsEmail: false } || stats.Filled == 0 || one.Fit > 0;

    /// <summary>A column that counts rows is no number of anything.</summary>
    private static bool IsCounted(Candidate one, ColumnStats stats) =>
        stats.IsCounter
        && one.Reason is not ProposalReason.Name
        && one.Field.Name is "number" or "id" or "externalReference";

    private IEnumerable<Candidate> ByContent(ColumnStats stats)
    {
        if (
            stats.Kind is ImportColumnKind.Email
            && (targets.Find("email") ?? targets.Find("openedBy.email")) is { } address
        )
            yield return Guess(address);
        if (IsKey(stats) && targets.Find("externalReference") is { } reference)
            yield return Guess(reference);
        foreach (var field in targets.All.Where(field => field.ValueType is not null && !field.IsTruth))
        {
            if (stats.Values.Count > 1 && Fit(stats, field) >= 1)
                yield return Guess(field);
        }

        static Candidate Guess(TargetField field) => new(field, false, ProposalReason.Content, 1, int.MaxValue);
    }

    private static bool IsKey(ColumnStats stats) =>
        stats.Filled > 0
        && stats.Samples.All(Key().IsMatch)
        && (!stats.Values.IsKnown || stats.Values.Count == stats.Filled);

    /// <summary>The share of cells that the field could have.</summary>
    private double Fit(ColumnStats stats, TargetField field)
    {
        if (field.IdOf is { } type)
            return stats.Samples.Count(sample =>
                    OpaqueId.TryDecode(sample, out var of, out _) && of.Equals(type, StringComparison.Ordinal)
                ) / Math.Max(1.0, stats.Samples.Count);
        if (stats.Filled == 0)
            return 1;
        var cells = (double)stats.Filled;
        if (field.IsTime)
            return stats.Dates.Formats(isNamedAsTime: true) is [var best, ..] ? best.Fits / cells : 0;
        if (field.IsNumber)
            return stats.CountOf(CellShape.Whole) / cells;
        if (field.IsEmail)
            return stats.CountOf(CellShape.Email) / cells;
        if (ValueMapper.Of(field) is not { } mapper)
            return 1;
        return stats.Values.IsKnown
            ? stats.Values.All.Where(value => mapper.Find(value.Value) is not null).Sum(value => value.Count) / cells
            : 0;
    }

    /// <summary>Of several columns that would certainly bring a field that takes one, none is certain but one that says it better.</summary>
    private void Settle(List<List<Candidate>> columns)
    {
        var contenders = columns
            .Index()
            .Where(one => one.Item is [{ IsCertain: true, Field.IsList: false }, ..])
            .GroupBy(one => one.Item[0].Field.Name, StringComparer.Ordinal);
        foreach (var group in contenders)
        {
            var ranked = group.OrderBy(one => Rank(one.Index, one.Item[0])).ThenBy(one => one.Index).ToList();
            if (ranked.Count == 1)
                continue;
            var isDecided =
                Rank(ranked[0].Index, ranked[0].Item[0]) < Rank(ranked[1].Index, ranked[1].Item[0])
                || string.Equals(
                    scan.Headers[ranked[0].Index],
                    scan.Headers[ranked[1].Index],
                    StringComparison.Ordinal
                );
            foreach (var (index, candidates) in ranked.Skip(isDecided ? 1 : 0))
                columns[index][0] = candidates[0] with { IsCertain = false };
        }
    }

    /// <summary>How well a column says it: by the name of the field, by its label, or by another word.</summary>
    private int Rank(int index, Candidate candidate) =>
        candidate.Reason is ProposalReason.Name or ProposalReason.OwnExport or ProposalReason.SavedMapping ? 0
        : WordKey.Of(scan.Headers[index]!).Equals(WordKey.Of(candidate.Field.Label), StringComparison.Ordinal) ? 1
        : 2;

    /// <summary>Letters and digits in one word, such as INC0010001 or a hash.</summary>
    [GeneratedRegex(@"^(?=.*\d)(?=.*\p{L})[\p{L}\d_./#-]{3,64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    private sealed record Candidate(TargetField Field, bool IsCertain, ProposalReason Reason, double Fit, int Place)
    {
        public ImportFieldProposal Told => new(Field.Name, IsCertain, Reason);
    }
}
