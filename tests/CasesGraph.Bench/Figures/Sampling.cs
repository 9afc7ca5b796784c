using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Figures;

/// <summary>Reads samples through the product itself.</summary>
internal static class Sampling
{
    private const int Page = 50;
    private const int DeepPage = 2000;
    private const int CursorsPerFilter = 40;

    public static async Task<Samples> TakeAsync(HttpClient product, int cases, Figure figure, CancellationToken token)
    {
        var answer = await AskAsync(
            product,
            """
            {
              cases(first: 100) { nodes { subject description } }
              accounts(first: 100) { nodes { id } }
              teamById(id: "VGVhbTox") { members(first: 100, where: { active: { eq: true } }) { nodes { id } } }
            }
            """,
            [],
            token
        );
        return new Samples(
            cases,
            Texts(answer, "cases", "subject"),
            Texts(answer, "cases", "description"),
            Texts(answer, "accounts", "id"),
            // These can have cases of all teams of the demo data.
            Texts(answer["teamById"]!, "members", "id"),
            figure.Rewrites ? await DeletedAsync(product, token) : new HashSet<int>(),
            figure.NeedsCursors ? await WalkAsync(product, token) : new Dictionary<CaseFilter, IReadOnlyList<string>>()
        );
    }

    private static async Task<HashSet<int>> DeletedAsync(HttpClient product, CancellationToken token)
    {
        const string query = """
            query ($after: String) {
              cases(first: 100, after: $after, includeDeleted: true, where: { deletedAt: { neq: null } }) {
                nodes { number }
                pageInfo { hasNextPage endCursor }
              }
            }
            """;
        var deleted = new HashSet<int>();
        JsonNode? page = null;
        while (page is null || page["pageInfo"]!["hasNextPage"]!.GetValue<bool>())
        {
            var variables = new JsonObject { ["after"] = page?["pageInfo"]!["endCursor"]!.GetValue<string>() };
            page = (await AskAsync(product, query, variables, token))["cases"]!;
            deleted.UnionWith(page["nodes"]!.AsArray().Select(node => node!["number"]!.GetValue<int>()));
        }
        return deleted;
    }

    /// <summary>
    /// Walks each long list, as a client does, to the page that is wanted or the last full one; what stands before some
    /// of the pages up to there is kept.
    /// </summary>
    private static async Task<Dictionary<CaseFilter, IReadOnlyList<string>>> WalkAsync(
        HttpClient product,
        CancellationToken token
    )
    {
        var found = new Dictionary<CaseFilter, IReadOnlyList<string>>();
        foreach (var filter in Samples.LongFilters)
        {
            var cursors = new Queue<string>();
            JsonNode? pageInfo;
            string? after = null;
            var page = 1;
            do
            {
                pageInfo = await NextAsync(product, filter, after, token);
                after = pageInfo["endCursor"]?.GetValue<string>();
                if (pageInfo["hasNextPage"]!.GetValue<bool>())
                    cursors.Enqueue(after!);
                if (cursors.Count > CursorsPerFilter)
                    cursors.Dequeue();
            } while (++page < DeepPage && pageInfo["hasNextPage"]!.GetValue<bool>());
            // The one behind the last may be short.
            found.Add(filter, [.. page < DeepPage ? cursors.SkipLast(1) : cursors]);
        }
        return found;
    }

    private static async Task<JsonNode> NextAsync(
        HttpClient product,
        CaseFilter filter,
        string? after,
        CancellationToken token
    )
    {
        const string query = """
            query ($first: Int, $after: String, $where: CaseFilterInput) {
              cases(first: $first, after: $after, where: $where, order: [{ updatedAt: DESC }]) {
                pageInfo { hasNextPage endCursor }
              }
            }
            """;
        var variables = new JsonObject
        {
            ["first"] = Page,
            ["after"] = after,
            ["where"] = new JsonObject
            {
                ["status"] = new JsonObject { ["eq"] = filter.Status },
                ["priority"] = new JsonObject { ["eq"] = filter.Priority },
            },
        };
        return (await AskAsync(product, query, variables, token))["cases"]!["pageInfo"]!;
    }

    private static async Task<JsonNode> AskAsync(
        HttpClient product,
        string query,
        JsonObject variables,
        CancellationToken token
    )
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = variables };
        using var answer = await product.PostAsJsonAsync("/graphql", body, token);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(token);
        return json?["data"] ?? throw new InvalidOperationException($"The product answers {json}");
    }

    private static List<string> Texts(JsonNode data, string list, string field) =>
        [.. data[list]!["nodes"]!.AsArray().Select(node => node![field]?.GetValue<string>()).OfType<string>()];
}
