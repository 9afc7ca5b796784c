using System.Text.Json.Nodes;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Report;
using CasesGraph.Bench.Running;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Peer;

/// <summary>
/// The peer on the same rows. Where the figure writes there are two, each with a copy: one does all the work of the
/// product, the other inserts the row alone, as the peer does by itself.
/// </summary>
internal sealed class PeerServers : IAsyncDisposable
{
    private readonly List<(BenchServer Server, string Rows, bool WholeCase)> all = [];

    public static async Task<PeerServers> StartAsync(
        BenchDatabase database,
        Figure figure,
        string folder,
        string seeded,
        CancellationToken token
    )
    {
        var peers = new PeerServers();
        if (database is not PostgresBenchDatabase || figure.Rewrites)
            return peers;
        var rows = seeded;
        if (figure.Writes)
        {
            rows = await database.CopyAsync("peer", token);
            await WholeCase.AddAsync(database, rows, token);
        }
        peers.all.Add((await PostGraphile.StartAsync(FigureResult.Peer, folder, rows, token), rows, WholeCase: true));
        if (figure.Writes)
        {
            rows = await database.CopyAsync("peer_row_only", token);
            var server = await PostGraphile.StartAsync(FigureResult.PeerRowOnly, folder, rows, token);
            peers.all.Add((server, rows, WholeCase: false));
        }
        return peers;
    }

    public async Task CompareAsync(
        RequestText text,
        IReadOnlyDictionary<string, JsonNode> values,
        byte[] answer,
        CancellationToken token
    )
    {
        foreach (var (server, _, wholeCase) in all)
        {
            var other = await Comparison.AnswerAsync(server, PeerText.Body(text, values, wholeCase), token);
            PeerComparison.Compare(text, JsonNode.Parse(answer)!, JsonNode.Parse(other)!);
        }
    }

    /// <summary>The rows of the one that does all the work are the product's.</summary>
    public async Task CompareWrittenAsync(BenchDatabase database, string product, int cases, CancellationToken token)
    {
        foreach (var (_, rows, _) in all.Where(one => one.WholeCase))
            await WrittenRows.CompareAsync(database, product, rows, cases, token);
    }

    /// <summary>With a file of requests for each.</summary>
    /// <param name="file">The file's path by its name.</param>
    public async Task<IReadOnlyList<Contender>> ContendersAsync(
        IReadOnlyList<(RequestText Text, IReadOnlyDictionary<string, JsonNode> Values)> requests,
        Func<string, string> file,
        CancellationToken token
    )
    {
        var contenders = new List<Contender>();
        foreach (var (server, _, wholeCase) in all)
        {
            var bodies = file($"peer{contenders.Count + 1}.requests");
            var lines = requests.Select(of => PeerText.Body(of.Text, of.Values, wholeCase));
            await File.WriteAllLinesAsync(bodies, lines, token);
            contenders.Add(new(server, bodies));
        }
        return contenders;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (server, _, _) in all)
            await server.DisposeAsync();
    }
}
