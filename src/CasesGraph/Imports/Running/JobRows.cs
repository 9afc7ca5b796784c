using System.Text.Json;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>Rows of the job: those that are told one by one.</summary>
internal static class JobRows
{
    private const int LongestKey = 255;

    /// <summary>Null for a row that the change set tells of, and for one that stays as it is, without anything to be told.</summary>
    public static JobRowOutcome? OutcomeOf(RowResult result) =>
        result.Outcome switch
        {
            RowOutcome.Rejected => JobRowOutcome.Rejected,
            RowOutcome.Duplicate => JobRowOutcome.Duplicate,
            RowOutcome.Skipped => JobRowOutcome.Skipped,
            _ => result.Told.Count > 0 ? JobRowOutcome.Written : null,
        };

    public static IEnumerable<object> Of(IEnumerable<RowResult> results, ImportPlan plan, Job job) =>
        from result in results
        let outcome = OutcomeOf(result)
        where outcome is not null
        let row = result.Given.Row
        select new JobRow
        {
            JobId = job.Id,
            Row = row.Row,
            Line = row.Line,
            Key = result.Given.Key is { } key ? ColumnStats.Cut(key.Shown, LongestKey) : null,
            Outcome = outcome.Value,
            Type = result.Key is null ? null : job.RecordType,
            RecordId = result.Key,
            CaseNumber = job.RecordType is RecordType.Case ? result.Key : null,
            Reasons = JsonSerializer.Serialize(result.Told.Select(reason => reason.Told(row, plan)), JobJson.Options),
        };
}
