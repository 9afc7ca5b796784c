using System.Globalization;

namespace CasesGraph.Jobs;

/// <summary>How a job ends.</summary>
/// <param name="Works">They say what jobs write to.</param>
/// <param name="Reason">Of whoever cancels it.</param>
internal sealed record JobEnd(JobStatus Status, JobWorks Works, string? Reason = null)
{
    /// <summary>What is told instead of counts.</summary>
    public string? Message { get; init; }

    private const int MostOfReason = 500;

    public string MessageFor(Job job)
    {
        if (Works.Long(job.Kind) is { } work)
            return Message ?? $"{How}{work.Told(job)}{Why}";
        var rows = Works.Find(job)?.Rows ?? "objects";
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"Of {job.Total} {rows} {job.Updated} were written, {job.Unchanged} left as they are, {job.Rejected} rejected."
        );
        return $"{How}{counts}{Why}";
    }

    private string How =>
        Status switch
        {
            JobStatus.Failed => "The server failed; its log has the failure. What was written by then stays. ",
            JobStatus.Cancelled => "It was cancelled. What was written by then stays. ",
            _ => "",
        };

    private string Why =>
        Reason is null ? ""
        : Reason.Length <= MostOfReason ? $" {Reason}"
        : $" {Reason[..MostOfReason]}…";
}
