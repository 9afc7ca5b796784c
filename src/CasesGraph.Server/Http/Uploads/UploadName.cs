using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http.Uploads;

/// <summary>The name of a file as its part's Content-Disposition has it.</summary>
internal static class UploadName
{
    /// <summary>Without the path that some clients put before it (RFC 7578, 4.2); empty when there is none.</summary>
    public static string Of(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value! : Plain(disposition);
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    /// <summary>Browsers write a quotation mark as %22, other clients as \".</summary>
    private static string Plain(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities
            .RemoveQuotes(disposition.FileName)
            .ToString()
            .Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("%22", "\"", StringComparison.Ordinal);
}
