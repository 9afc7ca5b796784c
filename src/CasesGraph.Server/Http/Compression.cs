using System.IO.Compression;
using CasesGraph.Attachments;
using Microsoft.AspNetCore.ResponseCompression;

namespace CasesGraph.Server.Http;

internal static class Compression
{
    /// <summary>Streams stay out: what is compressed arrives late.</summary>
    private static readonly string[] Types =
    [
        AnswerType.Json.Name,
        AnswerType.GraphResponse.Name,
        "application/graphql",
        "text/plain",
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
    ];

    /// <summary>
    /// Over TLS too: nothing here mixes a secret with what another site can choose, for no cookie is read.
    /// </summary>
    public static void AddCompression(this IServiceCollection services) =>
        services
            .AddResponseCompression(compression =>
            {
                compression.EnableForHttps = true;
                compression.MimeTypes = Types;
            })
            .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest)
            .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);

    /// <summary>Files have their own ETags and ranges, which are of the bytes as they are.</summary>
    public static void UseCompression(this WebApplication app)
    {
        PathString[] files = [.. app.Services.GetServices<Downloads>().Select(downloads => downloads.Path)];
        app.UseWhen(
            http => !files.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
            others => others.UseResponseCompression()
        );
    }
}
