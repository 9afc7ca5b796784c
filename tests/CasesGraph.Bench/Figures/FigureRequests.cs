using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>The texts of a figure and requests with them; the same ones for the same data.</summary>
internal sealed class FigureRequests(Figure figure, Samples samples, Random random)
{
    public IReadOnlyList<RequestText> Texts { get; } = figure.DrawTexts(random, samples);

    /// <summary>Each text in turn, with values at random.</summary>
    public IEnumerable<(RequestText Text, IReadOnlyDictionary<string, JsonNode> Values)> Draw(int count) =>
        Enumerable.Range(0, count).Select(i => (Texts[i % Texts.Count], figure.Values(random, samples)));
}
