using CasesGraph.Model;

namespace CasesGraph.Attachments;

/// <summary>
/// Where an attachment's content is, on the server that has /graphql. Without a host, so that it holds behind proxies
/// whatever they call themselves. The id alone counts; the name is for people and for what saves the file.
/// </summary>
public static class AttachmentUrl
{
    public const string Path = "/attachments";

    public static string Of(long id, string fileName) =>
        $"{Path}/{OpaqueId.Encode(nameof(Attachment), id)}/{Uri.EscapeDataString(fileName)}";
}
