using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Model;
using CasesGraph.Server.Start;
using CasesGraph.Serving;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

/// <summary>
/// Contents of files by GET and HEAD, whole or in ranges. Whatever they are, a browser saves them and runs nothing.
/// </summary>
internal sealed class FileEndpoint(
    Entrance entrance,
    IAttachmentStorage storage,
    SignedUrls signedUrls,
    CallerRights rights,
    AccessTrail trail,
    ILogger<FileEndpoint> logger
)
{
    public async Task HandleAsync(HttpContext http, string id, Downloads downloads)
    {
        var token = http.RequestAborted;
        Admitted? admitted;
        try
        {
            admitted = await AdmitAsync(http, id, token);
        }
        catch (UnavailableException outage)
        {
            await http.WriteRefusalAsync(AnswerType.Json, Refusal.Unavailable(outage));
            return;
        }
        catch (RefusedException refused)
        {
            await http.WriteRefusalAsync(AnswerType.Json, refused.Refusal);
            return;
        }
        // It is answered by then why not.
        if (admitted is not { Caller: var caller, Caching: var caching })
            return;
        if (
            !OpaqueId.TryDecode(id, out var type, out var key)
            || !type.Equals(downloads.Type, StringComparison.Ordinal)
            || await downloads.FindAsync(key, caller, token) is not { } file
        )
        {
            await NotFoundAsync(http, downloads);
            return;
        }
        if (await file.OpenAsync(storage, token) is not { } content)
        {
            ServerLog.ContentMissing(logger, id, file.StorageKey);
            await NotFoundAsync(http, downloads);
            return;
        }
        if (file.CaseNumber is { } number)
            trail.Loaded(caller, number, id);
        // ASP.NET takes any unit for bytes; one that is not known is to be ignored.
        if (!http.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            http.Request.Headers.Remove(HeaderNames.Range);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = caching;
        var result = TypedResults.Stream(
            content,
            file.ContentType.StartsWith("text/", StringComparison.Ordinal)
                ? $"{file.ContentType}; charset=utf-8"
                : file.ContentType,
            file.FileName,
            new DateTimeOffset(file.CreatedAt),
            new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true
        );
        await result.ExecuteAsync(http);
    }

    /// <summary>By what the request shows, or else by what the address says; null where that lets nobody in.</summary>
    private async Task<Admitted?> AdmitAsync(HttpContext http, string id, CancellationToken token)
    {
        var given = new Credentials(http);
        if (given.AreShown || SignedUse.Of(http) is not { } signed)
        {
            var caller = (await entrance.SignInAsync(given, token)).Caller;
            if (caller.Viewer is not null)
                await trail.ViewsAsync(caller, token);
            // Nobody else's cache has it, and the caller's own asks first: access may end.
            return new(caller, "private, no-cache");
        }
        var known = signedUrls.TryRead(
            id,
            signed.Audience,
            signed.Until,
            signed.Signature,
            out var actor,
            out var left
        );
        if (!known || left <= TimeSpan.Zero)
        {
            var why = known ? "This address works no more. Ask for it anew." : "This address is not valid.";
            await RefuseAsync(http, StatusCodes.Status403Forbidden, why);
            return null;
        }
        return new(
            await rights.NowAsync(new Caller(actor!.Value), token),
            string.Create(CultureInfo.InvariantCulture, $"private, max-age={(long)left.TotalSeconds}")
        );
    }

    private static Task NotFoundAsync(HttpContext http, Downloads downloads) =>
        RefuseAsync(http, StatusCodes.Status404NotFound, $"There is no such {downloads.Noun}.");

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.WriteAsync(why + "\n", http.RequestAborted);
    }
}

/// <summary>Who may load a file, and how long a cache may keep it for whom.</summary>
internal sealed record Admitted(Caller Caller, string Caching);

/// <summary>What an address says that was signed.</summary>
internal sealed record SignedUse(string Audience, string Until, string Signature)
{
    /// <summary>Null where it was not: then whoever asks has to show who it is.</summary>
    public static SignedUse? Of(HttpContext http)
    {
        var query = http.Request.Query;
        return query.ContainsKey(SignedUrls.Signature)
            ? new(
                query[SignedUrls.For].ToString(),
                query[SignedUrls.Until].ToString(),
                query[SignedUrls.Signature].ToString()
            )
            : null;
    }
}

internal static class FileHttp
{
    public static void MapFiles(this WebApplication app)
    {
        foreach (var downloads in app.Services.GetServices<Downloads>())
        {
            app.MapMethods(
                downloads.Path + "/{id}/{fileName?}",
                [HttpMethods.Get, HttpMethods.Head],
                (HttpContext http, string id) =>
                    http.RequestServices.GetRequiredService<FileEndpoint>().HandleAsync(http, id, downloads)
            );
        }
    }
}
