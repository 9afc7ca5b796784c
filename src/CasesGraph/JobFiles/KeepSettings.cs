using System.ComponentModel.DataAnnotations;

namespace CasesGraph.JobFiles;

/// <summary>How long files of jobs are kept; settings under Jobs.</summary>
public sealed record KeepSettings
{
    [Range(1, 3_650)]
    public int KeepDays { get; init; } = 7;
}
