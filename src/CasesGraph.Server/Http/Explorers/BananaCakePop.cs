using Microsoft.Extensions.FileProviders;

namespace CasesGraph.Server.Http.Explorers;

/// <summary>ChilliCream's explorer from a folder that the operator names: its licence keeps it out of this repository.</summary>
internal static class BananaCakePop
{
    public const string Path = "/bcp";
    private const string ConfigPath = Path + "/bcp-config.json";

    // It compiles schemas' validators with eval and starts workers from blobs.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-eval'; worker-src 'self' blob:; "
        + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; "
        + "manifest-src 'self'; connect-src 'self' ws: wss:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static ExplorerFiles Files(string root) =>
        new(Path, new PhysicalFileProvider(root), Policy)
        {
            IsHashed = path => path.StartsWithSegments(Path + "/static", StringComparison.Ordinal),
        };

    public static void MapConfig(WebApplication app) =>
        app.MapGet(
            ConfigPath,
            (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-cache";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                var request = http.Request;
                return TypedResults.Json(
                    new
                    {
                        Endpoint = $"{request.Scheme}://{request.Host}{request.PathBase}{GraphHttp.Path}",
                        UseBrowserUrlAsEndpoint = false,
                        DisableTelemetry = true,
                        Title = "CasesGraph",
                    }
                );
            }
        );
}
