using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Attachments;

/// <summary>How files are loaded; settings under Attachments.</summary>
public sealed record UrlSettings
{
    /// <summary>
    /// How long a signed address stays the same, and works at least; it works twice as long at most. It is not to outlive a
    /// day.
    /// </summary>
    [Range(1, 12 * 60)]
    public int UrlMinutes { get; init; } = 15;
}
