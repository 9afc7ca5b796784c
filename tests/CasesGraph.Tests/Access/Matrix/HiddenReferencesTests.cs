using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// What a caller does not see by its id, no input finds by it: the answer is as for an id that never was, and nothing is
/// written.
/// </summary>
public sealed partial class HiddenReferencesTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    [Theory]
    [InlineData("CASE_VIEW", "Case CaseUpdate Attachment ChangeSet")]
    [InlineData("DIRECTORY_VIEW", "Account Contact")]
    [InlineData("BUG_VIEW", "Bug")]
    [InlineData("JOBS_MANAGE", "Job")]
    [InlineData("KEYS_MANAGE", "ApiKey")]
    public async Task An_id_that_is_not_seen_is_as_one_that_never_was(string without, string hidden)
    {
        var caller = await world.Callers.WithoutAsync(without);
        Assert.Equal(hidden.Split(' ').Order(StringComparer.Ordinal), await HiddenFromAsync(caller));
        var walk = new InputWalk(world.Shape, entity => MatrixWorld.Key(world.Ids[MatrixWorld.NameOf(entity)]));
        var compared = 0;

        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in UsualInputs.All.Keys)
            {
                foreach (var given in walk.Of(mutation, world.Input(mutation)))
                {
                    var text = given.Input.ToJsonString();
                    var other = Id().Replace(text, id => IsHidden(id.Value) ? Never(id.Value) : id.Value);
                    if (string.Equals(text, other, StringComparison.Ordinal))
                        continue;
                    var (told, expected) = (await AskAsync(mutation, text), await AskAsync(mutation, other));
                    Assert.True(
                        string.Equals(Alike(expected), Alike(told), StringComparison.Ordinal),
                        $"{mutation} {text}\nunknown: {expected}\nhidden:  {told}"
                    );
                    compared++;
                }
            }
        });

        Assert.True(compared > (hidden is "Job" ? 0 : 1), $"{compared} compared.");

        bool IsHidden(string id) =>
            OpaqueId.TryDecode(id.Trim('"'), out var type, out _)
            && hidden.Split(' ').Contains(type, StringComparer.Ordinal);

        Task<string> AskAsync(string mutation, string input) =>
            world.Mutator.AskAsync(
                caller.Client,
                mutation,
                (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(input)!
            );
    }

    /// <summary>The types of which a caller does not see the one that inputs name.</summary>
    private async Task<IEnumerable<string>> HiddenFromAsync(MatrixCaller caller)
    {
        var found = new List<string>();
        foreach (var id in world.Ids.Values.Where(id => OpaqueId.TryDecode(id, out _, out _)))
        {
            var data = await caller.Client.AskAsync($$"""{ node(id: "{{id}}") { id } }""");
            if (data.GetProperty("node").ValueKind is JsonValueKind.Null && OpaqueId.TryDecode(id, out var type, out _))
                found.Add(type);
        }
        return found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static string Never(string id) =>
        OpaqueId.TryDecode(id.Trim('"'), out var type, out _) ? $"\"{OpaqueId.Encode(type, MatrixWorld.Unknown)}\"" : id;

    private string Alike(string answer)
    {
        foreach (var id in world.Ids.Values.Where(id => OpaqueId.TryDecode(id, out _, out _)))
            answer = answer.Replace(id, "ID", StringComparison.Ordinal).Replace(Never(id), "\"ID\"", StringComparison.Ordinal);
        return Number().Replace(answer, "N");
    }

    [GeneratedRegex("\"[A-Za-z0-9_-]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
