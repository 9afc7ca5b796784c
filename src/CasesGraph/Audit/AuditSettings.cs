using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Audit;

/// <summary>The section Audit.</summary>
public sealed record AuditSettings
{
    /// <summary>For how long events are kept.</summary>
    [Range(1, 36_500)]
    public int Days { get; init; } = 400;

    /// <summary>Whose reading is kept.</summary>
    public AuditedReads Reads { get; init; }
}

public enum AuditedReads
{
    None,

    /// <summary>Cases by their ids, and their files.</summary>
    Cases,
}
