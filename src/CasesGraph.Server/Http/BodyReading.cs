using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

internal static class BodyReading
{
    private const string Json = "application/json";

    /// <summary>A form of another site cannot send this type without asking first (CORS), so it cannot act for a user.</summary>
    public static bool HasJsonBody(this HttpRequest request) =>
        IsJson(request.ContentType)
        && (request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding == "identity");

    private static bool IsJson(string? contentType) =>
        contentType is Json
        || (
            MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || Charset.IsUtf8(type.Charset))
        );

    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(
        this HttpRequest request,
        int limit,
        CancellationToken token
    )
    {
        if (request.ContentLength > limit)
            throw new RefusedException(Refusal.BodyTooLarge(limit));
        while (true)
        {
            var read = await ReadPartAsync(request, limit, token);
            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw new RefusedException(Refusal.BodyTooLarge(limit));
            }
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadPartAsync(HttpRequest request, int limit, CancellationToken token)
    {
        try
        {
            return await request.BodyReader.ReadAsync(token);
        }
        catch (Exception broken) when (BrokenBody.IsBroken(broken))
        {
            throw new RefusedException(BrokenBody.Refuse(broken, limit));
        }
    }
}
