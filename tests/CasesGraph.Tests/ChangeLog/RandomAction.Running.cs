using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>How one is done.</summary>
internal sealed partial record RandomAction
{
    /// <summary>Nothing but typed errors may come of it.</summary>
    /// <param name="sets">The change sets so far.</param>
    public async Task<Payload?> RunAsync(SmallWorld world, long first, IReadOnlyList<string> sets)
    {
        if (Input.Contains('%', StringComparison.Ordinal) && sets.Count == 0)
            return null;
        var input = Input.Replace("%", sets.Count == 0 ? "" : sets[Place % sets.Count], StringComparison.Ordinal);
        input = Numbered(input, first);
        if (input.IndexOf('&', StringComparison.Ordinal) is >= 0 and var at)
        {
            var number = input[(at + 1)..input.IndexOf('"', at)];
            if (await ItemAsync(world, number) is not { } item)
                return null;
            input = input.Replace($"&{number}", item, StringComparison.Ordinal);
        }
        return Mutation is "attachToCase"
            ? await world.Server.Client.AttachAsync(
                input["caseId: ".Length..],
                ("note.txt", Encoding.UTF8.GetBytes($"{Place}"))
            )
            : await world.RunAsync(Mutation, $"{{{input}}}");
    }

    /// <summary>The cases of a sequence; the first one's number.</summary>
    /// <param name="fields">From each one's place.</param>
    public static async Task<long> NewCasesAsync(SmallWorld world, Func<int, string>? fields = null)
    {
        await NewOthersAsync(world);
        long first = 0;
        for (var place = 0; place < Cases; place++)
        {
            var number = (await world.NewCaseAsync(fields?.Invoke(place) ?? "")).GetProperty("number").GetInt64();
            first = first == 0 ? number : first;
        }
        return first;
    }

    /// <summary>Others in the place of those that an earlier sequence has merged away.</summary>
    private static async Task NewOthersAsync(SmallWorld world)
    {
        foreach (
            var (kind, input) in new[] { ("Account", """{name: "Acme"}"""), ("Contact", """{lastName: "Sousa"}""") }
        )
        {
            var other = await world.ReadAsync(
                $$"""{ node(id: "@other{{kind}}") { ... on {{kind}} { mergedInto { id } } } }"""
            );
            if (other.GetProperty("node").GetProperty("mergedInto").ValueKind is JsonValueKind.Object)
                world.Know(
                    $"other{kind}",
                    (await world.RunAsync($"create{kind}", input)).Object(kind.ToLowerInvariant())
                );
        }
    }

    /// <summary>A text with numbers in the place of #0 to #5.</summary>
    public static string Numbered(string text, long first) =>
        Enumerable
            .Range(0, Cases)
            .Aggregate(
                text,
                (told, place) =>
                    told.Replace(
                        $"#{place}",
                        (first + place).ToString(CultureInfo.InvariantCulture),
                        StringComparison.Ordinal
                    )
            );

    /// <summary>One of those that a case has.</summary>
    private async Task<string?> ItemAsync(SmallWorld world, string number)
    {
        var items = Mutation is "removeAttachments" ? "attachments" : "updates";
        var read = await world.ReadAsync($"{{ caseById(id: \"{number}\") {{ {items} {{ nodes {{ id }} }} }} }}");
        return
            read.GetProperty("caseById") is { ValueKind: JsonValueKind.Object } found
            && found.GetProperty(items).GetProperty("nodes") is var nodes
            && nodes.GetArrayLength() > 0
            ? nodes[Place % nodes.GetArrayLength()].GetProperty("id").GetString()
            : null;
    }
}
