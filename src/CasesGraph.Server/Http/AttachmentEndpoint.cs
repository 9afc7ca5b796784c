using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Model;
using CasesGraph.Server.Start;
using CasesGraph.Serving;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

/// <summary>
/// Contents of attachments by GET and HEAD, whole or in ranges. Whatever they are, a browser saves them and runs nothing.
/// </summary>
internal sealed class AttachmentEndpoint(
    Entrance entrance,
    AttachmentDownload downloads,
    IAttachmentStorage storage,
    AccessTrail trail,
    ILogger<AttachmentEndpoint> logger
)
{
    public async Task HandleAsync(HttpContext http, string id)
    {
        var token = http.RequestAborted;
        SignIn signIn;
        try
        {
            signIn = await entrance.SignInAsync(new Credentials(http), token);
            if (signIn.Caller.Viewer is not null)
                await trail.ViewsAsync(signIn.Caller, token);
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
        if (
            !OpaqueId.TryDecode(id, out var type, out var key)
            || type is not nameof(Attachment)
            || await downloads.FindAsync(key, signIn.Caller, token) is not { } file
        )
        {
            await NotFoundAsync(http);
            return;
        }
        if (await storage.OpenReadAsync(file.StorageKey, token) is not { } content)
        {
            ServerLog.ContentMissing(logger, id, file.StorageKey);
            await NotFoundAsync(http);
            return;
        }
        trail.Loaded(signIn.Caller, file.CaseNumber, id);
        // ASP.NET takes any unit for bytes; one that is not known is to be ignored.
        if (!http.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            http.Request.Headers.Remove(HeaderNames.Range);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // Nobody else's cache has it, and the caller's own asks first: access may end.
        headers.CacheControl = "private, no-cache";
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

    private static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.WriteAsync("There is no such attachment.\n", http.RequestAborted);
    }
}

internal static class AttachmentHttp
{
    public static void MapAttachments(this WebApplication app) =>
        app.MapMethods(
            AttachmentUrl.Path + "/{id}/{fileName?}",
            [HttpMethods.Get, HttpMethods.Head],
            (HttpContext http, string id) =>
                http.RequestServices.GetRequiredService<AttachmentEndpoint>().HandleAsync(http, id)
        );
}
