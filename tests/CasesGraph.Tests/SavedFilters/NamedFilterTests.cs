using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.SavedFilters;

/// <summary>A list that names a saved filter is the list with its condition.</summary>
public sealed class NamedFilterTests(SampleServer sample) : IClassFixture<SampleServer>
{
    /// <summary>What is asked of both, with arguments in the place of @.</summary>
    private const string Asked = """
        cases(@, first: 20, order: [{number: ASC}]) { totalCount nodes { id } pageInfo { hasNextPage } }
        caseGroups(@, by: [{field: STATUS}, {field: CREATED_AT, interval: YEAR}], fillGaps: true) { totalGroups groups { count keys { value text } } }
        duplicateCaseGroups(@, first: 5) { totalCount nodes { cases { id } } }
        accounts(first: 3) { nodes { cases(@, first: 3) { totalCount nodes { id } } } }
        contacts(first: 3) { nodes { cases(@, first: 3, order: [{number: ASC}]) { totalCount nodes { id account { cases(@, first: 2) { totalCount } } } } } }
        users(first: 3) { nodes { assignedCases(@, first: 3) { totalCount nodes { id } } } }
        """;

    [Fact]
    public Task A_saved_filter_and_a_condition_find_what_both_together_find() =>
        new Chosen<Conditions>(Make).SampleAsync(CheckAsync, iter: Iterations.Of(60), threads: 1);

    private Conditions Make(Choices choices)
    {
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        var saved = values.Filter("CaseFilterInput", depth: 3);
        var own = values.Variables.Count;
        var given = values.Filter("CaseFilterInput", depth: 2);
        return new(saved, [.. values.Variables.Take(own)], given, [.. values.Variables.Skip(own)]);
    }

    private async Task CheckAsync(Conditions both)
    {
        var (saved, given) = (Text(both.Saved), Text(both.Given));
        var made = await sample.DataAsync(
            $$"""
            mutation {{Declared(both.OfSaved)}} { saveFilter(input: { name: "Any", where: {{saved}} }) {
              savedFilter { id problems } errors { ... on Error { message } ... on ValidationError { issues { field message } } }
            } }
            """,
            Values(both.OfSaved)
        );
        var filter = made.GetProperty("saveFilter").GetProperty("savedFilter");
        Assert.True(filter.ValueKind is JsonValueKind.Object, $"{saved}: {made}");
        Assert.Equal(0, filter.GetProperty("problems").GetArrayLength());
        var (id, all) = (filter.GetProperty("id").GetString(), both.OfSaved.Concat(both.OfGiven).ToList());
        var expected = await AskAsync($"where: {{and: [{saved}, {given}]}}", all);
        var found = await AskAsync($"savedFilterId: \"{id}\", where: {given}", both.OfGiven);

        Assert.Equal(expected.GetRawText(), found.GetRawText());
    }

    private Task<JsonElement> AskAsync(string arguments, IReadOnlyList<Variable> variables) =>
        sample.DataAsync(
            $"query {Declared(variables)} {{ {Asked.Replace("@", arguments, StringComparison.Ordinal)} }}",
            Values(variables)
        );

    private static string Text(InputValue value)
    {
        var text = new StringBuilder();
        value.Write(text);
        return text.ToString();
    }

    private static string Declared(IReadOnlyList<Variable> variables)
    {
        if (variables.Count == 0)
            return "";
        var text = new StringBuilder("(");
        foreach (var (name, type, value, asDefault) in variables)
        {
            text.Append('$').Append(name).Append(": ").Append(type);
            if (asDefault)
                value!.Write(text.Append(" = "));
            text.Append(' ');
        }
        return text.Append(')').ToString();
    }

    private static JsonObject Values(IEnumerable<Variable> variables) =>
        new(
            variables
                .Where(variable => variable is { Value: not null, AsDefault: false })
                .Select(variable => KeyValuePair.Create(variable.Name, variable.Value!.Json?.DeepClone()))
        );

    private sealed record Conditions(
        ObjectValue Saved,
        IReadOnlyList<Variable> OfSaved,
        ObjectValue Given,
        IReadOnlyList<Variable> OfGiven
    );
}
