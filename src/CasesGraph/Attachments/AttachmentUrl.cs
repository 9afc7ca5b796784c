using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Attachments;

/// <summary>
/// Where an attachment's content is, on the server that has /graphql. Without a host, so that it holds behind proxies
/// whatever they call themselves. The id alone counts, and the signature; the name is for people and for what saves the
/// file.
/// </summary>
public static class AttachmentUrl
{
    public const string Path = "/attachments";

    /// <summary>Signed for a caller who can be recognized; whoever shows nothing gets in without.</summary>
    public static string Of(long id, string fileName, Caller? caller)
    {
        var opaque = OpaqueId.Encode(nameof(Attachment), id);
        var path = $"{Path}/{opaque}/{Uri.EscapeDataString(fileName)}";
        return caller?.Signer?.Sign(opaque, caller) is { } signed ? $"{path}?{signed}" : path;
    }
}
