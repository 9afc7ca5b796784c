using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// What a caller does not see by its id, no input finds by it: what is done and answered is as for an id that never was.
/// </summary>
public sealed partial class HiddenReferencesTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    [Theory]
    [InlineData("CASE_VIEW", "Case CaseUpdate Attachment ChangeSet")]
    [InlineData("DIRECTORY_VIEW", "Account Contact")]
    [InlineData("BUG_VIEW", "Bug")]
    [InlineData("JOBS_MANAGE", "Import Job")]
    [InlineData("KEYS_MANAGE", "ApiKey")]
    public async Task An_id_that_is_not_seen_is_as_one_that_never_was(string without, string hidden)
    {
        var caller = await world.Callers.WithoutAsync(without);
        Assert.Equal(
            hidden.Split(' ').Order(StringComparer.Ordinal),
            await HiddenFromAsync(caller),
            StringComparer.Ordinal
        );
        // What could be taken from a case is there.
        var walk = new InputWalk(
            world.Shape,
            entity =>
                MatrixWorld.Key(
                    world.Ids[entity is "Contact" or "Bug" ? $"linked{entity}" : MatrixWorld.NameOf(entity)]
                )
        );
        var compared = 0;
        foreach (var mutation in UsualInputs.All.Keys)
        {
            // Names of an enum tell nothing of ids.
            foreach (var given in walk.Of(mutation, world.Input(mutation)).Where(one => !IsNamed(one.Path)))
            {
                var text = given.Input.ToJsonString();
                var other = Id().Replace(text, id => IsHidden(id.Value) ? Never(id.Value) : id.Value);
                if (string.Equals(text, other, StringComparison.Ordinal))
                    continue;
                var expected = await AskAsync(mutation, other);
                // What is written beside comes to rest.
                if (expected.Contains("_errors\":null", StringComparison.Ordinal))
                    expected = await AskAsync(mutation, other);
                var told = await AskAsync(mutation, text);
                Assert.True(
                    string.Equals(Alike(expected), Alike(told), StringComparison.Ordinal),
                    $"{mutation} {text}\nunknown: {expected}\nhidden:  {told}"
                );
                compared++;
            }
        }

        Assert.NotEqual(0, compared);

        bool IsHidden(string id) =>
            OpaqueId.TryDecode(id.Trim('"'), out var type, out _)
            && hidden.Split(' ').Contains(type, StringComparer.Ordinal);

        Task<string> AskAsync(string mutation, string input) =>
            world.Mutator.AskAsync(caller.Client, mutation, (JsonObject)JsonNode.Parse(input)!);
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

    private static bool IsNamed(string path) =>
        path.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 && char.IsUpper(path[at + 2]);

    /// <summary>No row ever had it.</summary>
    private static string Never(string id) =>
        OpaqueId.TryDecode(id.Trim('"'), out var type, out var key)
            ? $"\"{OpaqueId.Encode(type, MatrixWorld.Unknown + key)}\""
            : id;

    /// <summary>Without ids, numbers and times.</summary>
    private static string Alike(string answer) =>
        Number()
            .Replace(
                Id().Replace(answer, id => OpaqueId.TryDecode(id.Value.Trim('"'), out _, out _) ? "\"ID\"" : id.Value),
                "N"
            );

    [GeneratedRegex("\"[A-Za-z0-9_-]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
