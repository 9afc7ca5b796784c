using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Imports;

/// <summary>How large files for an import may be, whatever they are; settings under Imports.</summary>
public sealed record ImportSettings
{
    private const long Terabyte = 1024L * 1024 * 1024 * 1024;

    /// <summary>Bytes of one file.</summary>
    [Range(1, Terabyte)]
    public long MaxBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of all files together that arrive at the same time at one process.</summary>
    [Range(1, Terabyte)]
    public long UnattachedBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Columns of a table.</summary>
    [Range(1, 10_000)]
    public int MaxColumns { get; init; } = 500;

    /// <summary>Bytes of one cell, in UTF-8.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int CellBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one row, in UTF-8.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int RecordBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes that a workbook may unpack to.</summary>
    [Range(1024, Terabyte)]
    public long UnpackedBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many times its own size a workbook may unpack to.</summary>
    [Range(1, 10_000)]
    public int UnpackedRatio { get; init; } = 200;
}
