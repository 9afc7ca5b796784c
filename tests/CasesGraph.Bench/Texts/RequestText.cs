using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Texts;

/// <summary>One of the texts of a figure: a document, with what the ceiling has to know of it instead of parsing it.</summary>
/// <param name="Root">The one root field.</param>
/// <param name="Inline">Values that stand in the document, by the argument's name.</param>
/// <param name="Variables">Where the other arguments stand among the variables.</param>
public sealed record RequestText(
    string Document,
    SelectedField Root,
    IReadOnlyDictionary<string, JsonNode> Inline,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Variables
)
{
    /// <summary>The body of a request with these values, as far as the document does not have its own.</summary>
    public string Body(IReadOnlyDictionary<string, JsonNode> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var variables = new JsonObject();
        foreach (var (name, path) in Variables)
        {
            var holder = variables;
            foreach (var step in path.SkipLast(1))
            {
                if (holder[step] is null)
                    holder[step] = new JsonObject();
                holder = holder[step]!.AsObject();
            }
            holder[path[^1]] = values[name].DeepClone();
        }
        var body = new JsonObject { ["query"] = Document };
        if (variables.Count > 0)
            body["variables"] = variables;
        return ClientJson.Of(body);
    }
}
