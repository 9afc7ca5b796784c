using Microsoft.Extensions.FileProviders;

namespace CasesGraph.Server.Http.Explorers;

/// <summary>GraphiQL, embedded by the build (Ide.targets), or the page that tells how to get it.</summary>
internal static class Ide
{
    public const string Path = "/graphql/ide";

    // Monaco writes style elements at run time, hence 'unsafe-inline' for those; the fonts and some images are data: URLs.
    private const string Policy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static ExplorerFiles Files { get; } =
        new(Path, new EmbeddedFileProvider(typeof(Ide).Assembly, "ide"), Policy)
        {
            IsHashed = path => !path.Value!.EndsWith(".html", StringComparison.Ordinal),
        };
}
