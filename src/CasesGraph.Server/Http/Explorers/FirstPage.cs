using CasesGraph.Server.Start;
using Microsoft.Extensions.FileProviders;

namespace CasesGraph.Server.Http.Explorers;

/// <summary>What a person finds who opens the server in a browser: an explorer, or how to turn one on.</summary>
internal sealed class FirstPage(ServerSettings settings)
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private static readonly IFileInfo Off = new EmbeddedFileProvider(typeof(FirstPage).Assembly, "").GetFileInfo(
        "ide-off.html"
    );

    private readonly string? explorer =
        settings.Explorers.Ide ? $"{Ide.Path}/"
        : settings.Explorers.BananaCakePopRoot is not null ? $"{BananaCakePop.Path}/"
        : null;

    /// <summary>
    /// Whether a person asks, in a browser. A client of the API never ranks HTML above JSON, and a request with parameters
    /// is one for the API.
    /// </summary>
    public static bool IsAskedFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Query.Count == 0
        && AcceptHeader.PrefersHtml(request.Headers.Accept);

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (explorer is not null)
        {
            http.Response.Redirect(http.Request.PathBase + explorer);
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.SendFileAsync(Off, http.RequestAborted);
    }
}
