using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>
/// Where a file's content is, on the server that has /graphql. Without a host, so that it holds behind proxies whatever
/// they call themselves. The id alone counts, and the signature; a name is for people and for what saves the file.
/// </summary>
public static class FileUrl
{
    /// <summary>Of files of cases.</summary>
    public const string Attachments = "/attachments";

    /// <summary>Of files that jobs have made.</summary>
    public const string JobFiles = "/files";

    /// <summary>Of samples of files for imports.</summary>
    public const string ImportTemplates = "/import-templates";

    /// <summary>Signed for a caller who can be recognized; whoever shows nothing gets in without.</summary>
    /// <param name="type">The type in the file's opaque id.</param>
    /// <param name="least">See <see cref="AddressSigner.Sign"/>.</param>
    /// <returns>The address, and until when it works; null for as long as there is the file.</returns>
    public static (string Address, DateTime? Until) Of(
        string path,
        string type,
        long id,
        string? fileName,
        Caller? caller,
        TimeSpan? least = null
    )
    {
        var opaque = OpaqueId.Encode(type, id);
        var plain = fileName is null ? $"{path}/{opaque}" : $"{path}/{opaque}/{Uri.EscapeDataString(fileName)}";
        return caller?.Signer?.Sign(opaque, caller, least) is { } signed
            ? ($"{plain}?{signed.Query}", signed.Until)
            : (plain, null);
    }
}
