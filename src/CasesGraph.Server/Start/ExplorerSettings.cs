using CasesGraph.Graph;

namespace CasesGraph.Server.Start;

/// <summary>Which explorers the server has for people in a browser.</summary>
/// <param name="BananaCakePopRoot">The folder with the unpacked package of Banana Cake Pop; null for none.</param>
internal sealed record ExplorerSettings(bool Ide, string? BananaCakePopRoot)
{
    public static ExplorerSettings Read(
        IConfiguration configuration,
        IHostEnvironment environment,
        SchemaSettings schema
    )
    {
        var enabled = configuration.ReadSection<IdeSection>("Ide").Enabled;
        var root = ReadRoot(configuration, environment);
        if (schema.Public)
            return new(enabled ?? environment.IsDevelopment(), root);
        return enabled is true || root is not null
            ? throw new StartRefusedException(
                "An explorer shows the schema, and Schema:Public is false: leave out Ide:Enabled and Ide:BananaCakePop, or set Schema:Public."
            )
            : new(Ide: false, BananaCakePopRoot: null);
    }

    private static string? ReadRoot(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Ide:BananaCakePop"] is { Length: > 0 } misplaced)
        {
            throw new StartRefusedException(
                $"Ide:BananaCakePop is '{misplaced}'; its folder is set by Ide:BananaCakePop:Root."
            );
        }
        var folder = configuration.ReadSection<BananaCakePopSection>("Ide:BananaCakePop").Root;
        if (string.IsNullOrEmpty(folder))
            return null;
        var root = Path.GetFullPath(folder, environment.ContentRootPath);
        // The list of its files that comes with every version of it.
        return File.Exists(Path.Join(root, "asset-manifest.json")) && File.Exists(Path.Join(root, "index.html"))
            ? root
            : throw new StartRefusedException(
                $"Ide:BananaCakePop:Root is '{folder}'; it takes the folder of the unpacked npm package "
                    + "@chillicream/bananacakepop-graphql-ide, with index.html and asset-manifest.json in it."
            );
    }

    private sealed record IdeSection
    {
        public bool? Enabled { get; init; }
        public BananaCakePopSection? BananaCakePop { get; init; }
    }

    private sealed record BananaCakePopSection
    {
        public string? Root { get; init; }
    }
}
