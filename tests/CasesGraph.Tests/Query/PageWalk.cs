using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Query;

/// <summary>Walks a list page by page, through HTTP, in either direction.</summary>
/// <param name="list">The field with its arguments but for the page, as a prefix such as "cases(order: $order".</param>
/// <param name="around">What stands around the list, {0} in its place.</param>
/// <param name="path">From data to the list.</param>
internal sealed class PageWalk(SampleServer sample, string declared, string list, string around, params object[] path)
{
    private const int MostPages = 1000;

    public string? LastCursor { get; private set; }

    /// <summary>The ids in list order, whichever way they were walked.</summary>
    /// <param name="size">The size of the next page.</param>
    /// <param name="between">What happens after each page.</param>
    public async Task<List<string>> IdsAsync(
        bool forward,
        Func<int> size,
        JsonObject variables,
        Func<Task>? between = null
    )
    {
        var ids = new List<string>();
        string? cursor = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await PageAsync(forward, size(), cursor, variables);
            var nodes = page.GetProperty("edges").EnumerateArray().Select(Id).ToList();
            ids.InsertRange(forward ? ids.Count : 0, nodes);
            if (between is not null)
                await between();
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean())
                return ids;
            cursor = LastCursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
        }
        throw new InvalidOperationException("The walk does not end.");
    }

    public async Task<JsonElement> PageAsync(bool forward, int size, string? cursor, JsonObject variables)
    {
        var values = (JsonObject)variables.DeepClone();
        (values["size"], values["cursor"]) = (size, cursor);
        var page = forward ? "first: $size, after: $cursor" : "last: $size, before: $cursor";
        var field =
            $"{list} {page}) {{ edges {{ node {{ id }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}";
        var query =
            $"query($size: Int!, $cursor: String {declared}) {{ {around.Replace("{0}", field, StringComparison.Ordinal)} }}";
        var at = await sample.DataAsync(query, values);
        foreach (var step in path)
            at = step is int index ? at[index] : at.GetProperty((string)step);
        return at;
    }

    private static string Id(JsonElement edge) => edge.GetProperty("node").GetProperty("id").GetString()!;
}
