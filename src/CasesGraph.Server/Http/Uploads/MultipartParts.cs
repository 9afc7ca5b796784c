using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http.Uploads;

/// <summary>The parts of a multipart/form-data body, one after the other; whatever is wrong with them is a refusal.</summary>
internal sealed class MultipartParts
{
    /// <summary>RFC 2046, 5.1.1.</summary>
    private const int LongestBoundary = 70;

    private readonly MultipartReader reader;
    private readonly long? announced;
    private long limit;
    private long count;

    /// <summary>Refuses what says that it is too long; nothing is read yet.</summary>
    /// <param name="limit">Bytes of the whole body, whatever it is.</param>
    public MultipartParts(HttpRequest request, long limit)
    {
        announced = request.ContentLength;
        Limit(limit);
        // The server's own limit is for bodies without files.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        reader = new MultipartReader(Boundary(request), request.Body);
    }

    /// <summary>Takes another limit for the whole body, once it is known what it is.</summary>
    public void Limit(long bytes)
    {
        limit = bytes;
        if (announced > limit)
            throw new RefusedException(Refusal.BodyTooLarge(limit));
    }

    public static bool Has(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && (request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding == "identity");

    /// <summary>Null behind the last part.</summary>
    public Task<MultipartSection?> NextAsync(CancellationToken token) =>
        ReadAsync(() => reader.ReadNextSectionAsync(token));

    /// <summary>Reads more of a part; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(MultipartSection part, Memory<byte> buffer, CancellationToken token)
    {
        var read = await ReadAsync(() => part.Body.ReadAsync(buffer, token).AsTask());
        count += read;
        return count <= limit ? read : throw new RefusedException(Refusal.BodyTooLarge(limit));
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        // No boundary, an end in the middle, headers without end or that are none: the reader's words for that vary.
        catch (Exception broken) when (BrokenBody.IsBroken(broken) && broken is not BadHttpRequestException)
        {
            throw new RefusedException(
                Refusal.BadRequest("The body is not complete, or not multipart/form-data with the boundary it names.")
            );
        }
        catch (BadHttpRequestException broken)
        {
            throw new RefusedException(BrokenBody.Refuse(broken, limit));
        }
    }

    private static string Boundary(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary);
        return boundary.Length is > 0 and <= LongestBoundary
            ? boundary.ToString()
            : throw new RefusedException(
                Refusal.BadRequest($"multipart/form-data needs a boundary of 1 to {LongestBoundary} characters.")
            );
    }
}
