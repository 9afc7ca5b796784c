using Microsoft.Extensions.FileProviders;

namespace CasesGraph.Server.Http.Explorers;

/// <summary>A folder of files that is an explorer in the browser.</summary>
/// <param name="Files">Among them index.html, the page.</param>
/// <param name="Policy">The Content-Security-Policy: what it needs to run, and nothing else.</param>
internal sealed record ExplorerFiles(PathString Path, IFileProvider Files, string Policy)
{
    /// <summary>Whether a file has a hash of its content in its name.</summary>
    public required Func<PathString, bool> IsHashed { get; init; }

    public void Serve(IApplicationBuilder app)
    {
        var options = new FileServerOptions { RequestPath = Path, FileProvider = Files };
        options.DefaultFilesOptions.DefaultFileNames = ["index.html"];
        options.StaticFileOptions.OnPrepareResponse = file => AddHeaders(file.Context);
        // Banana Cake Pop's licence has to come along; its file's name has no extension.
        options.StaticFileOptions.ServeUnknownFileTypes = true;
        options.StaticFileOptions.DefaultContentType = "text/plain; charset=utf-8";
        app.UseFileServer(options);
    }

    private void AddHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        if (IsHashed(http.Request.Path))
        {
            headers.CacheControl = "public, max-age=31536000, immutable";
            return;
        }
        // A file's tag is its time and length. Packages and images may give every file the same time, and the page of a new
        // version has hashes as long as the old one's: what is small and has no hash is always sent.
        headers.CacheControl = "no-cache";
        headers.ETag = headers.LastModified = default;
    }
}
