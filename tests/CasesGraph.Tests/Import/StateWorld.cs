using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files of <see cref="StateRow"/> as they are brought in, and what is there then.</summary>
/// <param name="prefix">What keys and names in them begin with.</param>
internal sealed class StateWorld(HttpClient client, string prefix)
{
    public async Task<JsonElement> RunAsync(IEnumerable<StateRow> rows, string[] order)
    {
        var import = await client.AnalyseAsync(
            "a.csv",
            StateRow.Csv(rows, order, prefix),
            dialect: new JsonObject { ["delimiter"] = ",", ["headerRow"] = 1 }
        );
        var fields = order.Select(
            (name, at) =>
                new JsonObject
                {
                    ["field"] = name,
                    ["from"] = new JsonObject { ["column"] = at },
                }
        );
        var input = new JsonObject
        {
            ["importId"] = import.GetProperty("id").GetString(),
            ["mode"] = "UPSERT",
            ["matchBy"] = "EXTERNAL_REFERENCE",
            ["unknownAccounts"] = "CREATE",
            ["unknownContacts"] = "CREATE",
            ["keepTimes"] = true,
            ["fields"] = new JsonArray([.. fields]),
        };
        input.Field("priority")["values"] = new JsonArray(new JsonObject { ["value"] = "whatever", ["reject"] = true });
        return await client.RunImportAsync(input);
    }

    public async Task<StateShown> ShownAsync()
    {
        var data = await client.AskAsync(
            $$"""
            {
              cases(first: 100, includeDeleted: true, where: { externalReference: { startsWith: "{{prefix}}" } }) {
                nodes {
                  id externalReference subject priority version deletedAt account { id name }
                  contacts { nodes { id email } } tags { nodes { name } } updates { nodes { text } }
                }
              }
              accounts(includeDeleted: true, where: { name: { startsWith: "{{prefix}}" } }) { nodes { name deletedAt } }
              contacts(includeDeleted: true, where: { email: { startsWith: "{{prefix}}" } }) { nodes { email deletedAt } }
              tags(where: { name: { startsWith: "{{prefix}}" } }) { nodes { name } }
            }
            """
        );
        return new StateShown(
            Nodes(data, "cases").ToDictionary(one => Named(one, "externalReference"), StringComparer.Ordinal),
            Nodes(data, "cases").ToDictionary(one => Named(one, "externalReference"), Case, StringComparer.Ordinal),
            Names(data, "accounts", "name", StringComparer.OrdinalIgnoreCase),
            Names(data, "contacts", "email", StringComparer.Ordinal),
            [.. Nodes(data, "tags").Select(one => Named(one, "name")).Order(StringComparer.Ordinal)]
        );
    }

    private OneCase Case(JsonElement one) =>
        new(
            one.GetProperty("subject").GetString()!,
            one.GetProperty("priority").GetString()!,
            one.GetProperty("account") is { ValueKind: JsonValueKind.Object } account
                ? Named(account, "name").ToUpperInvariant()
                : "",
            [.. Nodes(one, "contacts").Select(contact => Local(Named(contact, "email"))).Order(StringComparer.Ordinal)],
            [.. Nodes(one, "tags").Select(tag => Named(tag, "name")).Order(StringComparer.Ordinal)],
            [
                .. Nodes(one, "updates")
                    .Select(note => note.GetProperty("text").GetString()!)
                    .Order(StringComparer.Ordinal),
            ],
            one.GetProperty("version").GetInt32()
        )
        {
            IsDeleted = IsDeleted(one),
        };

    /// <summary>In use, or not.</summary>
    private SortedDictionary<string, bool> Names(
        JsonElement data,
        string list,
        string field,
        StringComparer comparer
    ) =>
        new(
            Nodes(data, list).ToDictionary(one => Local(Named(one, field)), one => !IsDeleted(one), comparer),
            comparer
        );

    private static string Local(string address) => address.Split('@')[0];

    private string Named(JsonElement one, string field) => one.GetProperty(field).GetString()![prefix.Length..];

    private static bool IsDeleted(JsonElement one) => one.GetProperty("deletedAt").ValueKind is not JsonValueKind.Null;

    public static IEnumerable<JsonElement> Nodes(JsonElement of, string list) =>
        of.GetProperty(list).GetProperty("nodes").EnumerateArray();
}

/// <summary>What is there with one prefix.</summary>
/// <param name="Nodes">Cases as they were answered.</param>
/// <param name="Accounts">Whether each is in use.</param>
internal sealed record StateShown(
    IReadOnlyDictionary<string, JsonElement> Nodes,
    IReadOnlyDictionary<string, OneCase> Cases,
    IReadOnlyDictionary<string, bool> Accounts,
    IReadOnlyDictionary<string, bool> Contacts,
    IReadOnlyList<string> Tags
);
