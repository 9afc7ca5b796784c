using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>What a mutation needs, as callers find out: whoever lacks it is told what, until nothing is missing.</summary>
internal sealed partial class NeededActions(MatrixWorld world)
{
    /// <summary>Of each mutation what its usual input needs, as docs/access.md says it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Told() =>
        Cells()
            .ToDictionary(
                row => row.Mutation,
                row => (IReadOnlyList<string>)[.. Action().Matches(row.Needs).Select(action => action.Value)],
                StringComparer.Ordinal
            );

    /// <summary>Those that need nothing for what is one's own, and find nothing else.</summary>
    public static IReadOnlySet<string> OfOwn() =>
        Cells()
            .Where(row => row.Needs.StartsWith("nothing for", StringComparison.Ordinal))
            .Select(row => row.Mutation)
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<(string Mutation, string Needs)> Cells() =>
        RightsTable
            .Rows(RightsTable.Mutations)
            .SelectMany(row => Name().Matches(row[0]).Select(name => (name.Groups["name"].Value, row[1])));

    /// <summary>Asked by callers who see everything and may do nothing, then what they were told, and so on.</summary>
    /// <param name="usual">What the usual input needs, which most others need as well; null for that one.</param>
    public async Task<IReadOnlyList<string>> OfAsync(string mutation, GivenInput given, IReadOnlyList<string>? usual)
    {
        if (usual is not null && await MissingAsync(mutation, given, usual) is null)
            return usual;
        var needed = new List<string>();
        while (true)
        {
            if (await MissingAsync(mutation, given, needed) is not { } action)
                return needed;
            Assert.False(needed.Contains(action, StringComparer.Ordinal), $"{mutation} {given}: {action}");
            needed.Add(action);
        }
    }

    private async Task<string?> MissingAsync(string mutation, GivenInput given, IEnumerable<string> held)
    {
        // What sees something may be what a mutation needs.
        var declared = Declared[mutation].Needs is { } needed ? Naming.UpperSnake($"{needed}") : null;
        var views = MatrixCallers.Views.Where(view => !string.Equals(view, declared, StringComparison.Ordinal));
        var caller = await world.Callers.OnlyAsync([.. views, .. held]);
        var answer = await world.Mutator.AskAsync(caller.Client, mutation, given.Input, Mutator.TooLong);
        Assert.True(
            Mutator.Payload(answer) is { ValueKind: JsonValueKind.Object },
            $"{mutation} {given.Path}: {given.Input} {answer}"
        );
        return Mutator.ForbiddenAction(answer);
    }

    /// <summary>What is declared of it whatever it is given.</summary>
    public static IReadOnlyDictionary<string, MutationField> Declared { get; } =
        Composed.Services.GetServices<MutationField>().ToDictionary(field => field.Name, StringComparer.Ordinal);

    [GeneratedRegex("`(?<name>[a-zA-Z]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("[A-Z]+_[A-Z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();
}
