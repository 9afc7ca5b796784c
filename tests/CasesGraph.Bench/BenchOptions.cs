using System.Globalization;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench;

/// <summary>What is to be measured, and where things are.</summary>
/// <param name="Server">The folder with the published product.</param>
/// <param name="Cache">The folder for data and whatever else may be deleted.</param>
/// <param name="Peer">The folder of PostGraphile's server.</param>
/// <param name="Results">The folder for the table and the plot of a whole run.</param>
internal sealed record BenchOptions(
    bool Quick,
    string Database,
    int Cases,
    IReadOnlyList<Figure> Figures,
    string Server,
    string Cache,
    string Results,
    string Peer
)
{
    private const string Sqlite = "SQLite";
    private const string Postgres = "PostgreSQL";

    public const string Usage =
        "usage: tools/bench [--quick] [--cases N] [--only q1,q2,…|--screens] [--database sqlite|postgres]";

    public int Runs => Quick ? 1 : 5;
    public TimeSpan RunTime => TimeSpan.FromSeconds(Quick ? 3 : 4);
    public int WarmUps => 3;
    public int ComparedPerText => Quick ? 4 : 20;

    /// <summary>Whether the mass update is measured, which is no request per second.</summary>
    public bool MassUpdate { get; private init; } = true;

    /// <summary>Whether small requests are measured beside a crowd of large ones.</summary>
    public bool Crowd { get; private init; } = true;

    /// <summary>Whether it is measured what a text costs that is new.</summary>
    public bool Texts { get; private init; } = true;

    /// <summary>Whether lists are measured for callers who see the cases of some teams.</summary>
    public bool ByTeams { get; private init; } = true;

    /// <summary>Whether it is measured how fast files come in and go out.</summary>
    public bool Imports { get; private init; } = true;

    public bool Exports { get; private init; } = true;

    /// <summary>Whether the screens of front ends are measured, and nothing else.</summary>
    public bool Screens { get; private init; }

    /// <summary>All that is in the table: no quick look and no part.</summary>
    public bool IsWhole => !Quick && HasAllParts && Figures.SequenceEqual(FiguresOn(Database));

    private bool HasAllParts => MassUpdate && Crowd && Texts && ByTeams && Imports && Exports;

    private bool HasParts => MassUpdate || Crowd || Texts || ByTeams || Imports || Exports;

    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        var root = Environment.CurrentDirectory;
        var options = new BenchOptions(
            Quick: false,
            Sqlite,
            Cases: 100_000,
            Figure.All,
            Path.Join(root, "artifacts/bench/server"),
            Path.Join(root, "artifacts/bench"),
            Path.Join(root, "docs"),
            Path.Join(root, "tests/CasesGraph.Bench/postgraphile")
        );
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--quick")
                options = options with { Quick = true };
            else if (args[i] is "--screens")
                options = options with { Screens = true };
            else if (i + 1 < args.Count && With(options, args[i], args[++i]) is { } changed)
                options = changed;
            else
                return null;
        }
        var figures = options.Figures.Intersect(FiguresOn(options.Database)).ToList();
        return figures.Count > 0 || options.HasParts ? options with { Figures = figures } : null;
    }

    /// <summary>Connects to it, or names what is missing.</summary>
    public async Task<BenchDatabase> OpenDatabaseAsync(CancellationToken token) =>
        Database is Postgres ? await PostgresBenchDatabase.ConnectAsync(this, token) : new SqliteBenchDatabase(this);

    private static IReadOnlyList<Figure> FiguresOn(string database) =>
        [.. Figure.All.Where(figure => database is Sqlite || figure.OnPostgres)];

    private static BenchOptions? With(BenchOptions options, string name, string value)
    {
        if (name is "--cases" && int.TryParse(value, CultureInfo.InvariantCulture, out var cases) && cases > 0)
            return options with { Cases = cases };
        if (name is "--database" && value is "sqlite" or "postgres")
            return options with { Database = value is "sqlite" ? Sqlite : Postgres };
        if (name is not "--only")
            return null;
        var names = value.Split(',');
        var figures = Figure.All.Where(figure => names.Contains(figure.Name, StringComparer.Ordinal)).ToList();
        var massUpdate = names.Contains("m2", StringComparer.Ordinal);
        var crowd = names.Contains("c1", StringComparer.Ordinal);
        var texts = names.Contains("t1", StringComparer.Ordinal);
        var byTeams = names.Contains("a1", StringComparer.Ordinal);
        var imports = names.Contains("i1", StringComparer.Ordinal);
        var exports = names.Contains("e1", StringComparer.Ordinal);
        bool[] others = [massUpdate, crowd, texts, byTeams, imports, exports];
        return figures.Count + others.Count(one => one) == names.Length
            ? options with
            {
                Figures = figures,
                MassUpdate = massUpdate,
                Crowd = crowd,
                Texts = texts,
                ByTeams = byTeams,
                Imports = imports,
                Exports = exports,
            }
            : null;
    }
}
