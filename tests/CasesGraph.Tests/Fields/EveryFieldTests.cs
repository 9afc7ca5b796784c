using System.Text.Json.Nodes;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using By = CasesGraph.Model.Comparisons;

namespace CasesGraph.Tests.Fields;

/// <summary>Every field of every entity that callers write, by what the model says of it.</summary>
public sealed class EveryFieldTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly int[] Shuffled = [31, 30, 32];
    private static readonly string[] Directions = ["ASC", "DESC"];

    [Fact]
    public Task A_new_object_has_every_value_that_it_is_given() =>
        ForEachAsync(async of =>
        {
            var values = of.Samples(EditableIn.Create, 11);
            await of.HasAsync(await of.CreateAsync(values), values);
        });

    [Fact]
    public Task An_update_gives_every_value_and_takes_it_away() =>
        ForEachAsync(async of =>
        {
            var id = await of.CreateAsync(of.Samples(EditableIn.Create, 12));
            var values = of.Samples(EditableIn.Update, 13);
            Assert.Empty((await of.UpdateAsync(id, values)).Errors);
            await of.HasAsync(id, values);
            var cleared = values.Where(one => !one.Field.Required).Select(one => one with { Value = null, Id = "" });
            Assert.Empty((await of.UpdateAsync(id, cleared)).Errors);
            await of.HasAsync(id, cleared);
        });

    [Fact]
    public Task Every_value_is_found_by_what_it_is_compared_with() =>
        ForEachAsync(async of =>
        {
            // Numbers that kinds with few values do not share.
            var ids = new[]
            {
                await of.CreateAsync(of.Samples(EditableIn.Create, 20)),
                await of.CreateAsync(of.Samples(EditableIn.Create, 21)),
            };
            foreach (var field in of.Fields.OfType<ScalarField>().Where(field => field.Declared.Filterable))
            {
                var (less, more) = (of.Sample(field, 20).Json, of.Sample(field, 21).Json);
                foreach (var (operation, than, first, second) in Comparisons(field, less, more))
                {
                    var where = new JsonObject
                    {
                        ["id"] = new JsonObject { ["in"] = new JsonArray(ids[0], ids[1]) },
                        [field.Name] = new JsonObject { [operation] = than?.DeepClone() },
                    };
                    var found = await of.FindAsync(new JsonObject { ["where"] = where }, "first: 9");
                    var wanted = ids.Where((_, at) => at == 0 ? first : second);
                    Assert.True(
                        wanted.ToHashSet(StringComparer.Ordinal).SetEquals(found),
                        $"{of.List}.{field.Name} {operation} {than}"
                    );
                }
            }
        });

    [Fact]
    public Task Every_value_sorts_and_is_paged_by_cursor() =>
        ForEachAsync(async of =>
        {
            var ids = new List<string>();
            foreach (var number in Shuffled)
                ids.Add(await of.CreateAsync(of.Samples(EditableIn.Create, number)));
            foreach (var field in of.Fields.OfType<ScalarField>().Where(Sorts))
            {
                var rows = new List<(string Id, object Key)>();
                foreach (var id in ids)
                    rows.Add((id, Comparable(field, FieldSample.Read(await of.ReadAsync(id), field))));
                foreach (var direction in Directions)
                    AssertSorted(rows, await PagesAsync(of, field, direction, ids), direction is "DESC", field);
            }
        });

    private static bool Sorts(ScalarField field) => field.Declared is { Sortable: true, LongText: false };

    /// <summary>One row a page.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(
        FieldWorld of,
        ValueField field,
        string direction,
        IReadOnlyList<string> ids
    )
    {
        var variables = new JsonObject
        {
            ["where"] = new JsonObject
            {
                ["id"] = new JsonObject { ["in"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
            },
            ["order"] = new JsonArray(new JsonObject { [field.Name] = direction }),
        };
        var found = new List<string>();
        while (await of.FindAsync(variables, "first: 1") is [var id])
            found.Add(id);
        return found;
    }

    private static void AssertSorted(
        IReadOnlyList<(string Id, object Key)> rows,
        IReadOnlyList<string> found,
        bool descending,
        ScalarField field
    )
    {
        Assert.Equal(rows.Select(row => row.Id).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        var keys = found.Select(id => rows.Single(row => string.Equals(row.Id, id, StringComparison.Ordinal)).Key);
        foreach (var (one, next) in keys.Zip(keys.Skip(1)))
            Assert.True(descending ? Compare(one, next) >= 0 : Compare(one, next) <= 0, $"{field.Name}: {one}, {next}");
    }

    private static int Compare(object one, object other) =>
        one is string text ? string.CompareOrdinal(text, (string)other) : Comparer<object>.Default.Compare(one, other);

    /// <summary>Enums in the order of their declaration, or against it; texts by their code points.</summary>
    private static object Comparable(ScalarField field, System.Text.Json.JsonElement value)
    {
        var sign = field.Scalar.Type.IsDefined(typeof(GreatestFirstAttribute), inherit: false) ? -1 : 1;
        return field.Scalar.Names is { } names
                ? sign
                    * names
                        .ToList()
                        .FindIndex(name => string.Equals(name.Name, value.GetString(), StringComparison.Ordinal))
            : value.ValueKind is System.Text.Json.JsonValueKind.Number ? value.GetDecimal()
            : value.ValueKind is System.Text.Json.JsonValueKind.String ? value.GetString()!
            : value.GetBoolean();
    }

    private static IEnumerable<(string Operation, JsonNode? Than, bool Less, bool More)> Comparisons(
        ScalarField field,
        JsonNode? less,
        JsonNode? more
    )
    {
        var differ = !JsonNode.DeepEquals(less, more);
        yield return ("eq", less, true, !differ);
        yield return ("neq", less, false, differ);
        yield return ("eq", null, false, false);
        var by = field.Scalar.Comparisons;
        if (by.HasFlag(By.Lists))
        {
            yield return ("in", new JsonArray(less?.DeepClone(), more?.DeepClone()), true, true);
            yield return ("nin", new JsonArray(more?.DeepClone()), differ, false);
        }
        if (by.HasFlag(By.Order))
        {
            yield return ("gt", less, false, true);
            yield return ("ngt", less, true, false);
            yield return ("gte", more, false, true);
            yield return ("lt", more, true, false);
            yield return ("lte", less, true, false);
        }
        if (by.HasFlag(By.Parts))
        {
            yield return ("startsWith", field.Name, true, true);
            yield return ("endsWith", "20", true, false);
            yield return ("icontains", field.Name.ToUpperInvariant(), true, true);
        }
    }

    private async Task ForEachAsync(Func<FieldWorld, Task> check)
    {
        var entities = FieldSample.Entities(world.Server.Database);
        Assert.NotEmpty(entities);
        foreach (var entity in entities)
            await check(new FieldWorld(world, entity));
    }
}
