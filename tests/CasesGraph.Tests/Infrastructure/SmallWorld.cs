using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Model;
using CasesGraph.Teams;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>
/// A server with one of each: objects in use, deleted, unknown. Texts of tests name them: @account, @deletedAccount,
/// @unknownAccount; @user is active, @inactiveUser is not; @case is the case made last by <see cref="NewCaseAsync"/>.
/// </summary>
public sealed partial class SmallWorld : IAsyncLifetime
{
    private static readonly (string Name, string Input)[] Kinds =
    [
        ("Account", """{name: "Acme"}"""),
        ("Contact", """{firstName: "Ana", lastName: "Sousa"}"""),
        ("Bug", """{subject: "Crash"}"""),
    ];

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    public RunningServer Server { get; init; } = new();

    public string this[string name] => ids[name];

    /// <summary>Gives an object a name for the texts of tests.</summary>
    public void Know(string name, JsonElement node) => ids[name] = Id(node);

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        foreach (var (kind, input) in Kinds)
        {
            var name = Lower(kind);
            foreach (var one in new[] { name, $"other{kind}", $"deleted{kind}" })
                ids[one] = Id((await RunAsync($"create{kind}", input)).Object(name));
            await RunAsync($"delete{kind}s", $$"""{select: {ids: ["@deleted{{kind}}"]} }""");
        }
        // Members of the first team are members of those below it.
        ids["firstTeam"] = OpaqueId.Encode(nameof(Team), Team.FirstId);
        foreach (var name in new[] { "team", "otherTeam" })
            ids[name] = Id(
                (await RunAsync("createTeam", $$"""{name: "{{name}}", parentId: "@firstTeam"}""")).Object("team")
            );
        ids["user"] = Id(
            (await RunAsync("createUser", """{userName: "maya", fullName: "Maya Reed"}""")).Object("user")
        );
        ids["otherUser"] = Id(
            (await RunAsync("createUser", """{userName: "noa", fullName: "Noa Lind"}""")).Object("user")
        );
        ids["inactiveUser"] = Id(
            (await RunAsync("createUser", """{userName: "old", fullName: "Old Hand", active: false}""")).Object("user")
        );
        foreach (var kind in new[] { "Account", "Contact", "Bug", "User", "Case" })
            ids[$"unknown{kind}"] = OpaqueId.Encode(kind, 999_999);
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>Runs a mutation whose input is a GraphQL literal.</summary>
    internal Task<Payload> RunAsync(string mutation, string input) =>
        Server.Client.MutateAsync(mutation, input: null, Resolve(input));

    /// <summary>Runs a query and returns its data.</summary>
    public async Task<JsonElement> ReadAsync(string query)
    {
        var answer = await Server.QueryAsync(Resolve(query));
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>A new case, @case from now on; its version is 1.</summary>
    public async Task<JsonElement> NewCaseAsync(string fields = "")
    {
        var created = (await RunAsync("createCase", $$"""{subject: "Any", {{fields}}}""")).Object("case");
        ids["case"] = Id(created);
        return created;
    }

    /// <summary>A new object of a kind, such as "Account"; its id.</summary>
    internal async Task<string> NewAsync(string kind, string input) =>
        Id((await RunAsync($"create{kind}", $"{{{input}}}")).Object(Lower(kind)));

    /// <summary>The text with ids in the place of names.</summary>
    public string Resolve(string text) =>
        Placeholder().Replace(text, match => ids.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    /// <summary>The other way: an object in an answer as the name that the test knows, or "nothing".</summary>
    public string NameOf(JsonElement reference) =>
        reference.ValueKind is JsonValueKind.Object
            ? ids.Single(pair =>
                pair.Key is not "case" && string.Equals(pair.Value, Id(reference), StringComparison.Ordinal)
            ).Key
            : "nothing";

    private static string Id(JsonElement node) => node.GetProperty("id").GetString()!;

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex("@(?<name>[a-zA-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
