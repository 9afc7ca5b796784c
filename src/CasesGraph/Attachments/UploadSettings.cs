using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Attachments;

/// <summary>What may be uploaded, and where it is kept; settings under Uploads.</summary>
public sealed record UploadSettings
{
    /// <summary>Bytes of one file.</summary>
    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long MaxBytes { get; init; } = 30 * 1024 * 1024;

    /// <summary>Bytes of one request with all its files.</summary>
    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long MaxRequestBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Bytes of all files of one case.</summary>
    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long CaseBytes { get; init; } = 500 * 1024 * 1024;

    /// <summary>Files of one request.</summary>
    [Range(1, 1_000)]
    public int MaxFiles { get; init; } = 10;

    /// <summary>Bytes of all files together that are not attached yet, of all requests of a process.</summary>
    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long UnattachedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>How long a request with files may take to arrive.</summary>
    [Range(1, 24 * 3_600)]
    public int Seconds { get; init; } = 600;

    /// <summary>The folder of the contents; relative to the content root.</summary>
    [Required]
    public string Folder { get; init; } = Path.Join("data", "attachments");

    /// <summary>How old a content that no attachment names has to be before it is removed.</summary>
    [Range(1, 24 * 365)]
    public int OrphanHours { get; init; } = 24;
}
