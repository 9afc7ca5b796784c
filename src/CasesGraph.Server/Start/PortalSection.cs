using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Server.Start;

/// <summary>What customers find; settings under Portal.</summary>
internal sealed record PortalSection
{
    /// <summary>A message of the customer opens a case again that was closed so many days ago at most, else another one.</summary>
    [Range(0, 3_650)]
    public int ReopenDays { get; init; } = 14;
}
