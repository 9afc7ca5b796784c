using System.Collections;
using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>docs/access.md says of every field at the roots what it needs, as it is.</summary>
[Collection(MatrixTests.Name)]
public sealed class RightsTableTests(MatrixWorld world)
{
    [Fact]
    public async Task Every_mutation_needs_what_the_table_says()
    {
        var (found, walk) = (new NeededActions(world), new InputWalk(world.Shape, KeyOf));
        var rows = new List<(string Mutation, string Needs, string More)>();

        foreach (var mutation in world.Shape["Mutation"].Fields.Keys)
        {
            var inputs = new List<(string Path, IReadOnlyList<string> Needs)>();
            foreach (var given in walk.Of(mutation, world.Input(mutation)))
                inputs.Add(
                    (
                        given.Path,
                        await found.OfAsync(mutation, given, usual: inputs is [var first, ..] ? first.Needs : null)
                    )
                );
            if (NeededActions.Declared[mutation].Needs is { } declared)
                Assert.All(inputs, one => Assert.Equal(Naming.UpperSnake($"{declared}"), one.Needs[0]));
            rows.Add((mutation, Needs(mutation, inputs[0].Needs), More(inputs[0].Needs, inputs)));
        }

        RightsTable.AssertIs(
            RightsTable.Mutations,
            ["mutation", "needs", "for some inputs"],
            rows.GroupBy(row => (row.Needs, row.More))
                .Select(alike =>
                    new[]
                    {
                        string.Join(", ", alike.Select(row => $"`{row.Mutation}`")),
                        alike.Key.Needs,
                        alike.Key.More,
                    }
                )
        );
    }

    [Fact]
    public void Every_field_of_Query_and_Subscription_needs_what_the_table_says()
    {
        var fields = Composed
            .Services.GetServices<QueryField>()
            .Select(field => (field.Name, field.Right))
            .Concat(Composed.Services.GetServices<SubscriptionField>().Select(field => (field.Name, field.Right)))
            .ToList();

        RightsTable.AssertIs(
            RightsTable.Roots,
            ["needs", "field of Query or Subscription"],
            fields
                .GroupBy(field => Needs(field.Right), StringComparer.Ordinal)
                .Select(alike => new[] { alike.Key, string.Join(", ", alike.Select(field => $"`{field.Name}`")) })
        );
    }

    private static string Needs(FieldRight right)
    {
        var action =
            right.Action is { } one ? Naming.UpperSnake($"{one}")
            : right.IsForAll ? "nothing: rows say who sees them"
            : "administrators";
        return right.IsForContacts ? $"{action}; also contacts" : action;
    }

    /// <summary>What belongs to its caller may be written to; of others it is not found without the right to see it.</summary>
    private static string Needs(string mutation, IReadOnlyList<string> needs)
    {
        if (needs.Count > 0)
            return string.Join(", ", needs);
        var own = NeededActions
            .Declared[mutation]
            .InputType.GetProperties()
            .Select(property => property.PropertyType)
            .SelectMany(type => type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments() : [type])
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Ref<>))
            .Select(type => EntityRights.Find(type.GetGenericArguments()[0]))
            .FirstOrDefault(rights => rights?.Own is not null);
        return own?.View is { } view ? $"nothing for one's own, else {Naming.UpperSnake($"{view}")}" : "nothing";
    }

    /// <summary>
    /// Which fields need something else than the input that they are in. Names in the place of ids need what these need.
    /// </summary>
    private static string More(
        IReadOnlyList<string> usual,
        IReadOnlyList<(string Path, IReadOnlyList<string> Needs)> inputs
    )
    {
        var known = inputs.ToDictionary(one => one.Path, one => one.Needs, StringComparer.Ordinal);
        var other = inputs
            .Where(one => !one.Path.Split('.').Any(IsName))
            .Select(one => (one.Path, Needs: Beside(Around(one.Path), one.Needs)))
            .Where(one => one.Needs.Length > 0)
            .GroupBy(one => one.Needs, one => $"`{one.Path}`", StringComparer.Ordinal)
            .Select(alike => $"{string.Join(", ", alike)}: {alike.Key}");
        return string.Join("; ", other);

        IReadOnlyList<string> Around(string path) =>
            path.LastIndexOf('.') is var end and > 0 ? known.GetValueOrDefault(path[..end]) ?? usual : usual;
    }

    private static string Beside(IReadOnlyList<string> usual, IReadOnlyList<string> needs)
    {
        var added = string.Join(", ", needs.Except(usual, StringComparer.Ordinal));
        var gone = string.Join(", ", usual.Except(needs, StringComparer.Ordinal));
        return gone.Length == 0 ? added : $"{added} in place of {gone}";
    }

    private static bool IsName(string field) =>
        field.EndsWith("Ref", StringComparison.Ordinal) || field.EndsWith("Refs", StringComparison.Ordinal);

    private long KeyOf(string entity) => MatrixWorld.Key(world.Ids[MatrixWorld.NameOf(entity)]);
}
