using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Hidden;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>Every field of Query by who lacks what it needs, and by who has nothing else.</summary>
[Collection(MatrixTests.Name)]
public sealed class RootMatrixTests(MatrixWorld world)
{
    [Fact]
    public async Task A_field_is_refused_without_its_action_and_answered_with_it_alone()
    {
        var walk = new ArgumentWalk(world.Shape, entity => [MatrixWorld.Key(world.Ids[MatrixWorld.NameOf(entity)])], 1);
        foreach (var field in Composed.Services.GetServices<QueryField>())
        {
            var shape = world.Shape["Query"].Fields[field.Name];
            var below = world.Shape[shape.Type.Named].Objects.Count > 0 ? " { __typename }" : "";
            var query = $"{{ {field.Name}{walk.Of(shape)[0]}{below} }}";
            var action = field.Right.Action is { } needed ? Naming.UpperSnake($"{needed}") : null;

            var allowed = await (await world.Callers.OnlyAsync(action is null ? [] : [action])).Client.AnswerAsync(
                query
            );
            Assert.False(allowed.TryGetProperty("errors", out _), $"{query}: {allowed}");
            if (action is null)
                continue;
            var refused = await (await world.Callers.WithoutAsync(action)).Client.AnswerAsync(query);
            var told = Assert.Single(refused.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
            Assert.Equal(
                ("FORBIDDEN", $"Query.{field.Name}", action),
                (Text(told, "code"), Text(told, "coordinate"), Text(told, "action"))
            );
            Assert.Equal(JsonValueKind.Null, refused.GetProperty("data").GetProperty(field.Name).ValueKind);
        }
    }

    [Fact]
    public async Task A_subscription_is_refused_without_its_action()
    {
        var walk = new ArgumentWalk(world.Shape, entity => [MatrixWorld.Key(world.Ids[MatrixWorld.NameOf(entity)])], 1);
        foreach (var field in Composed.Services.GetServices<SubscriptionField>())
        {
            if (field.Right.Action is not { } needed)
                continue;
            var arguments = walk.Of(world.Shape["Subscription"].Fields[field.Name])[0];
            var action = Naming.UpperSnake($"{needed}");
            var caller = await world.Callers.WithoutAsync(action);

            using var stream = await GraphEvents.OpenAsync(
                caller.Client,
                $"subscription {{ {field.Name}{arguments} {{ __typename }} }}"
            );

            var refused = JsonDocument.Parse((await stream.ReadAsync())!.Data).RootElement;
            var told = Assert.Single(refused.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
            Assert.Equal(
                ("FORBIDDEN", $"Subscription.{field.Name}", action),
                (Text(told, "code"), Text(told, "coordinate"), Text(told, "action"))
            );
        }
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
