using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query;

/// <summary>Invariant c, while others insert, update and delete: it is the other rows that they may move.</summary>
public sealed class PagesAndWritersTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Update = """
        mutation($input: UpdateCaseInput!) { updateCase(input: $input) { case { id } errors { __typename } } }
        """;

    private const string Create = """
        mutation($input: CreateCaseInput!) { createCase(input: $input) { case { id } errors { __typename } } }
        """;

    [Fact]
    public Task Walking_while_others_write_visits_each_untouched_row_once_in_its_order() =>
        new Chosen<(InputValue Order, uint Seed)>(Make).SampleAsync(
            walk => CheckAsync(walk.Order, walk.Seed),
            iter: Iterations.Of(15),
            threads: 1
        );

    private (InputValue, uint) Make(Choices choices)
    {
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        return (values.Order("CaseSortInput", asVariables: false), (uint)choices.Below(int.MaxValue));
    }

    private async Task CheckAsync(InputValue order, uint seed)
    {
        var writes = new List<Task<bool>>();
        var choices = new Choices(new PCG(1, seed));
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["order"] = order.Plain };
        var items = sample.World.Rows<Case>().Select(row => new Item(row, Link: null));
        var expected = PlainList.All(typeof(Case), items, arguments).Where(IsUntouched).Select(Id).ToList();
        var known = expected.ToHashSet(StringComparer.Ordinal);
        var pages = new PageWalk(sample, "$order: [CaseSortInput!]", "cases(order: $order,", "{0}", "cases");
        foreach (var forward in (bool[])[true, false])
        {
            var visited = await pages.IdsAsync(
                forward,
                () => 1 + choices.Below(15),
                new JsonObject { ["order"] = order.Json },
                () =>
                {
                    // Not awaited: the next page is read meanwhile.
                    writes.Add(WriteAsync(choices));
                    return Task.CompletedTask;
                }
            );
            Assert.Equal(expected, [.. visited.Where(id => known.Contains(id))]);
        }
        Assert.Contains(true, await Task.WhenAll(writes));
    }

    /// <summary>Whether it could be done: not to a case that is deleted just then.</summary>
    private Task<bool> WriteAsync(Choices choices)
    {
        var other = 1000 + (3 * choices.Below(23));
        var values = new JsonObject
        {
            ["subject"] = "s" + choices.Pick(Samples.Texts).Trim(),
            ["priority"] = choices.Pick<string>(["HIGH", "MEDIUM", "LOW"]),
            ["workLog"] = choices.Chance(50) ? "w" : null,
        };
        switch (choices.Below(5))
        {
            case 0:
                return MutateAsync("createCase", Create, values);
            case 1:
                return ToggleDeletedAsync(other);
            default:
                values["id"] = $"{other}";
                return MutateAsync("updateCase", Update, values);
        }
    }

    private async Task<bool> MutateAsync(string field, string mutation, JsonObject input)
    {
        var data = await sample.DataAsync(mutation, new JsonObject { ["input"] = input });
        return data.GetProperty(field).GetProperty("case").ValueKind is JsonValueKind.Object;
    }

    private async Task<bool> ToggleDeletedAsync(long number)
    {
        var touched = await sample
            .Server.Get<WriteGate>()
            .RunAsync(
                (db, _, token) =>
                    db
                        .Cases.Where(c => c.Number == number)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(c => c.DeletedAt, c => c.DeletedAt == null ? Samples.Now : null),
                            token
                        ),
                CancellationToken.None
            );
        return touched == 1;
    }

    /// <summary>Neither the case is written to nor one that an order may lead to.</summary>
    private static bool IsUntouched(Item item) =>
        item.Node is Case found
        && new[] { found.Number, found.FollowUpOfNumber, found.MergedIntoNumber }.All(number => number % 3 != 1000 % 3);

    private static string Id(Item item) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"Case:{((Case)item.Node).Number}"));
}
