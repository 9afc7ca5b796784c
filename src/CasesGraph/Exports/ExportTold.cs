using System.Globalization;
using System.Text.Json;
using CasesGraph.Audit;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;

namespace CasesGraph.Exports;

/// <summary>What is told of a file that was written, for those who look into it later.</summary>
internal sealed class ExportTold(Job job, ExportTask task, int rows)
{
    /// <summary>Of a text that people wrote: with what JSON makes of it, all of them fit.</summary>
    private const int LongestText = 200;

    /// <summary>Adds it to the write that gives the job its file.</summary>
    /// <param name="cut">Texts that are not whole in it.</param>
    public void AddTo(CasesDb db, DateTime now, IReadOnlyList<(int Row, int Column)> cut)
    {
        db.Add(
            new AuditEvent
            {
                At = now,
                Kind = AuditKind.Exported,
                Actor = job.Caller!.Actor,
                ApiKeyId = job.Caller.ApiKeyId,
                Detail = AuditDetail.Of(
                    ("records", Naming.UpperSnake(task.Model().Plural)),
                    ("rows", rows.ToString(CultureInfo.InvariantCulture)),
                    ("format", Naming.UpperSnake($"{task.Format}")),
                    ("fields", string.Join(' ', task.Names())),
                    ("where", Cut(task.Where)),
                    ("search", Cut(task.Search)),
                    ("reason", Cut(task.Reason)),
                    ("jobId", OpaqueId.Encode(nameof(Job), job.Id))
                ),
            }
        );
        var names = task.Names().ToList();
        db.AddRange(cut.Select(cell => RowOf(cell.Row, names[cell.Column])));
    }

    private JobRow RowOf(int row, string field) =>
        new()
        {
            JobId = job.Id,
            Row = row,
            Outcome = JobRowOutcome.Skipped,
            Type = job.RecordType,
            Reasons = JsonSerializer.Serialize<JobRowReason[]>(
                [
                    new(
                        $"A cell of a workbook has at most 32,767 characters; {field} has more, and is whole in JSON Lines and CSV.",
                        [field],
                        ValidationCode.TooLong
                    ),
                ],
                JobJson.Options
            ),
        };

    private static string? Cut(string? text) => text?.Length > LongestText ? text[..LongestText] : text;
}
