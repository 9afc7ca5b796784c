using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>A request to attach a file to a case, which stops in the middle of the file until it is told to go on.</summary>
internal sealed class HeldUpload : HttpContent
{
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string beginning;
    private readonly byte[] content;

    public HeldUpload(long caseNumber, byte[] content)
    {
        this.content = content;
        Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=B");
        beginning = $$$"""
            --B
            Content-Disposition: form-data; name="operations"

            {"query":"mutation($f: Upload!) { attachToCase(input: {caseId: {{{caseNumber}}}, files: [$f]}) { attachments { url } errors { __typename } } }","variables":{"f":null}}
            --B
            Content-Disposition: form-data; name="map"

            {"0":["variables.f"]}
            --B
            Content-Disposition: form-data; name="0"; filename="held"


            """;
    }

    /// <summary>Sends the rest.</summary>
    public void Release() => release.SetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(beginning.ReplaceLineEndings("\r\n")), cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await release.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync("\r\n--B--\r\n"u8.ToArray(), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
