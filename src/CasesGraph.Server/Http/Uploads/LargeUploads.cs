using CasesGraph.Attachments;
using CasesGraph.Imports;

namespace CasesGraph.Server.Http.Uploads;

/// <summary>Limits of files that are attached to nothing.</summary>
internal sealed class LargeUploads(ImportSettings settings)
{
    /// <summary>What comes beside the file: operations, map, headers.</summary>
    private const long Beside = 4 * 1024 * 1024;

    public long RequestBytes => settings.MaxBytes + Beside;

    public UploadRoom Room { get; } = new(settings.MaxBytes, settings.UnattachedBytes);
}
