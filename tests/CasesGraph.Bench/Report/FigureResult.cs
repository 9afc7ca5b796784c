using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Report;

/// <summary>What each server needed for a figure.</summary>
internal sealed record FigureResult(Figure Figure, IReadOnlyList<(string Server, Measurement Median)> Servers)
{
    public const string Product = "product";
    public const string Ceiling = "ceiling";
    public const string Peer = "PostGraphile";

    /// <summary>The peer where it only inserts the row: no checks, no change log.</summary>
    public const string PeerRowOnly = "PostGraphile, row only";

    /// <summary>What the product says that a request costs.</summary>
    public double Points { get; init; }

    public Measurement this[string server] =>
        Servers.Single(of => string.Equals(of.Server, server, StringComparison.Ordinal)).Median;

    /// <summary>CPU per request, in that of the ceiling.</summary>
    public double Ratio(Measurement median) => median.Cpu / this[Ceiling].Cpu;
}
