using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http.Uploads;

/// <summary>
/// GraphQL multipart requests: the field "operations", then "map", then the files, which are stored as they arrive; those
/// of an operation that cannot run are not. Whatever becomes of a request, all of it is read, as browsers see no answer
/// before.
/// </summary>
internal sealed class MultipartRequests(UploadReceiver receiver, GraphService graph, LargeUploads large, Limits limits)
{
    /// <summary>Reads a request with its files.</summary>
    /// <param name="time">How long the request may take to arrive, which large files prolong.</param>
    public async Task<BodyOperations> ReadAsync(HttpRequest request, Caller caller, ArrivalTime time)
    {
        var token = time.Token;
        Preflight.Require(request.Headers);
        var parts = new MultipartParts(request, Math.Max(receiver.Settings.MaxRequestBytes, large.RequestBytes));
        var text = await ReadFieldAsync(parts, "operations", token);
        var body = JsonText.Parse(text, "operations");
        var operations = RequestReading.FromJson(body, request.Headers, limits);
        var map = new UploadMap(JsonText.Parse(await ReadFieldAsync(parts, "map", token), "map"), body);
        var requests = await CheckAsync(operations.Requests, map, caller, token);
        var isLarge = requests is [{ Refused: null } only] && await graph.TakesLargeFileAsync(only, caller, token);
        if (!isLarge)
            parts.Limit(receiver.Settings.MaxRequestBytes);
        var files = receiver.Begin(isLarge ? large.Room : null);
        try
        {
            var uploads = await ReceiveAsync(parts, map, requests, files, isLarge ? time.Arrived : null, token);
            return operations with
            {
                Requests = [.. requests.Select((one, index) => one with { Uploads = Of(index, map, uploads) })],
                Files = files,
            };
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds what is wrong with the operations that want files, before these are taken.</summary>
    private async Task<IReadOnlyList<GraphRequest>> CheckAsync(
        IReadOnlyList<GraphRequest> requests,
        UploadMap map,
        Caller caller,
        CancellationToken token
    )
    {
        var expected = map.Files.ToDictionary(file => file, _ => Upload.Expected, StringComparer.Ordinal);
        var judged = new List<GraphRequest>();
        foreach (var (index, request) in requests.Index())
        {
            var whole = request with { Uploads = Of(index, map, expected) };
            judged.Add(
                whole.Uploads.Count == 0
                    ? request
                    : whole with
                    {
                        Refused = await graph.CheckAsync(whole, caller, token),
                    }
            );
        }
        return judged;
    }

    private static Dictionary<string, Upload> Of(
        int request,
        UploadMap map,
        IReadOnlyDictionary<string, Upload> uploads
    ) =>
        uploads
            .SelectMany(file => map.PlacesOf(file.Key)!.Select(place => (place, file.Value)))
            .Where(one => one.place.Request == request)
            .ToDictionary(one => one.place.Path, one => one.Value, StringComparer.Ordinal);

    private async Task<Dictionary<string, Upload>> ReceiveAsync(
        MultipartParts parts,
        UploadMap map,
        IReadOnlyList<GraphRequest> requests,
        ReceivedFiles files,
        Action<int>? arrived,
        CancellationToken token
    )
    {
        var uploads = new Dictionary<string, Upload>(StringComparer.Ordinal);
        while (await parts.NextAsync(token) is { } part)
        {
            var disposition = Disposition(part);
            var name = NameOf(disposition);
            if (map.PlacesOf(name) is not { } places)
                throw Refused($"The part {Quotation.Of(name)} is not in map.");
            if (uploads.ContainsKey(name))
                throw Refused($"There are two parts {Quotation.Of(name)}.");
            var isWanted = places.Any(place => requests[place.Request].Refused is null);
            uploads.Add(name, isWanted ? await TakeAsync(parts, part, disposition) : Upload.Expected);
        }
        return map.Files.FirstOrDefault(file => !uploads.ContainsKey(file)) is { } missing
            ? throw Refused($"The file {Quotation.Of(missing)} of map is missing.")
            : uploads;

        async ValueTask<int> ReadAsync(MultipartSection part, Memory<byte> buffer, CancellationToken inner)
        {
            var read = await parts.ReadAsync(part, buffer, inner);
            arrived?.Invoke(read);
            return read;
        }

        async Task<Upload> TakeAsync(
            MultipartParts parts,
            MultipartSection part,
            ContentDispositionHeaderValue disposition
        )
        {
            try
            {
                return await receiver.ReceiveAsync(
                    UploadName.Of(disposition),
                    (buffer, inner) => ReadAsync(part, buffer, inner),
                    map.Count > receiver.Settings.MaxFiles,
                    files,
                    token
                );
            }
            catch (UnavailableException)
            {
                while (await parts.NextAsync(token) is not null) { }
                throw;
            }
        }
    }

    /// <summary>A field of JSON, which is small enough for memory.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadFieldAsync(MultipartParts parts, string name, CancellationToken token)
    {
        var part = await parts.NextAsync(token);
        if (part is null || !NameOf(Disposition(part)).Equals(name, StringComparison.Ordinal))
            throw Refused($"The part '{name}' is missing: send operations, then map, then the files.");
        var buffer = new byte[16 * 1024];
        using var text = new MemoryStream();
        while (await parts.ReadAsync(part, buffer, token) is > 0 and var count)
        {
            text.Write(buffer, 0, count);
            if (text.Length > limits.BodyBytes)
                throw new RefusedException(Refusal.PartTooLarge(name, limits.BodyBytes));
        }
        return text.ToArray();
    }

    private static ContentDispositionHeaderValue Disposition(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
        && disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
            ? disposition
            : throw Refused("Each part needs a header such as Content-Disposition: form-data; name=\"0\".");

    private static string NameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.Name).ToString();

    private static RefusedException Refused(string message) => new(Refusal.BadRequest(message));
}

/// <summary>
/// A form of another site can send multipart/form-data without asking first (CORS), but no header of these; so their
/// presence shows that the sender is a client, or a page that may call.
/// </summary>
internal static class Preflight
{
    private static readonly string[] Headers =
    [
        "GraphQL-Preflight",
        "Apollo-Require-Preflight",
        "X-Apollo-Operation-Name",
    ];

    public static void Require(IHeaderDictionary headers)
    {
        if (!Array.Exists(Headers, name => !string.IsNullOrEmpty(headers[name])))
            throw new RefusedException(
                Refusal.BadRequest($"A multipart request needs a header {Headers[0]}: 1, or {Headers[1]}: true.")
            );
    }
}
