using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>Takes back a chunk of which some rows cannot be written, though they could when they were tried.</summary>
internal sealed class RowsRejectedException(RunCounts before, IReadOnlyList<RowResult> results, ImportPlan plan)
    : Exception("Rows were rejected of which all have to be written.")
{
    /// <summary>The same of rows that nobody may write any more.</summary>
    public static RowsRejectedException Of(IReadOnlyList<GivenRow> rows, string why, RunCounts before, ImportPlan plan)
    {
        List<GivenRow> denied = [.. rows.Select(row => row.Anew())];
        denied.ForEach(row => row.Reject(field: null, ValidationCode.Forbidden, why));
        return new(before, [.. denied.Select(row => RowResult.Left(row))], plan);
    }

    /// <summary>The same of none, where the file is not to be read any further.</summary>
    public static RowsRejectedException None(RunCounts before, ImportPlan plan) => new(before, [], plan);

    public IReadOnlyList<RowResult> Rejected { get; } =
    [.. results.Where(result => result.Outcome is RowOutcome.Rejected)];

    /// <summary>What has come of the rows, with these.</summary>
    public RunCounts Counts => before.With(Rejected, plan);
}
