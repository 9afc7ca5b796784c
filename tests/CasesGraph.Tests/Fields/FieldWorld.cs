using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Fields;

/// <summary>Objects of any entity, written and read by what its model says.</summary>
internal sealed class FieldWorld(SmallWorld world, EntityModel entity)
{
    private readonly string name = Naming.Camel(entity.Name);

    public string Entity => entity.Name;
    public string List => Naming.Camel(entity.Plural);

    public IReadOnlyList<ValueField> Fields { get; } = [.. Own(entity, EditableIn.Both)];

    /// <summary>Those whose values are free: what is given by a key binds another field too, and has tests of its own.</summary>
    private static IEnumerable<ValueField> Own(EntityModel entity, EditableIn where) =>
        entity.EditableFields(where).Where(field => field.Declared.GivenBy is null);

    public FieldSample Sample(ValueField field, int number) => FieldSample.Of(field, number, world);

    /// <summary>A value for each field that an input takes.</summary>
    public IReadOnlyList<FieldSample> Samples(EditableIn where, int number) =>
        [.. Own(entity, where).Select(field => Sample(field, number))];

    public async Task<string> CreateAsync(IEnumerable<FieldSample> values) =>
        (await WriteAsync($"create{entity.Name}", FieldSample.Input(values)))
            .Object(name)
            .GetProperty("id")
            .GetString()!;

    public Task<Payload> UpdateAsync(string id, IEnumerable<FieldSample> values)
    {
        var input = FieldSample.Input(values);
        input["id"] = id;
        return WriteAsync($"update{entity.Name}", input);
    }

    public Task<Payload> WriteAsync(string mutation, JsonObject input, string? more = null) =>
        world.Server.Client.MutateAsync(mutation, input, selection: more ?? $"{name} {{ id }}");

    public Task<JsonElement> ReadAsync(string id) => ReadAsync(id, Fields);

    public async Task<JsonElement> ReadAsync(string id, IEnumerable<ValueField> fields)
    {
        var selection = string.Join(' ', fields.Select(field => Sample(field, 0).Selection));
        var node = await world.ReadAsync(
            $$"""{ node(id: "{{id}}") { ... on {{entity.Name}} { id {{selection}} } } }"""
        );
        return node.GetProperty("node");
    }

    /// <summary>Asserts that an object has the values.</summary>
    public async Task HasAsync(string id, IEnumerable<FieldSample> values)
    {
        var wanted = values.ToList();
        var row = await ReadAsync(id, wanted.Select(one => one.Field));
        foreach (var one in wanted)
        {
            var has = FieldSample.Read(row, one.Field);
            Assert.True(FieldSample.AreSame(has, one.Json), $"{one.Field.Name}: {has} is not {one.Json}");
        }
    }

    /// <summary>The ids of rows in their order.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(JsonObject variables, string arguments)
    {
        var query = $$"""
            query ($where: {{entity.Name}}FilterInput, $order: [{{entity.Name}}SortInput!], $after: String) {
              {{List}}(where: $where, order: $order, after: $after, {{arguments}}) { edges { cursor node { id } } }
            }
            """;
        var answer = await world.Server.QueryAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        var edges = answer.GetProperty("data").GetProperty(List).GetProperty("edges").EnumerateArray().ToList();
        variables["after"] = edges.Count > 0 ? edges[^1].GetProperty("cursor").GetString() : null;
        return edges.ConvertAll(edge => edge.GetProperty("node").GetProperty("id").GetString()!);
    }
}
