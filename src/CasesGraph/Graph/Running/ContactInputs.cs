using System.Reflection;
using CasesGraph.Graph.Reading;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>What contacts may give to mutations: what an operation names for them, and no other.</summary>
internal static class ContactInputs
{
    /// <summary>Refuses an operation that is not for contacts, and a field of its input that is not.</summary>
    /// <param name="input">The input's type, and its name.</param>
    public static void Check(
        string mutation,
        Type operation,
        (Type Record, string Name) input,
        IReadOnlyDictionary<string, object?> arguments
    )
    {
        if (operation.GetCustomAttribute<ForContactsAttribute>() is not { } declared)
            throw Forbidden($"Mutation.{mutation}");
        var given = FilterReader.Object(arguments["input"]!);
        foreach (var (name, value) in given)
        {
            if (!declared.Inputs.Contains(name, StringComparer.Ordinal) && !IsDefault(input.Record, name, value))
                throw Forbidden($"{input.Name}.{name}");
        }
    }

    /// <summary>Where nothing is given, what the schema has for that stands there.</summary>
    private static bool IsDefault(Type record, string name, object? value) =>
        value is not null
        && Parameters(record)
            .Any(parameter =>
                string.Equals(parameter.Member?.Name, name, StringComparison.Ordinal) && value.Equals(parameter.Default)
            );

    /// <summary>With those of what features add to the input.</summary>
    private static IEnumerable<InputParameter> Parameters(Type record) =>
        InputModel
            .Of(record)
            .Parameters.SelectMany(parameter => (parameter.Extensions ?? []).SelectMany(Parameters).Prepend(parameter));

    private static RequestErrorException Forbidden(string coordinate) =>
        new(GraphErrorCode.Forbidden, $"You are not allowed to use {coordinate}.")
        {
            Forbidden = new ForbiddenPlace(coordinate, Action: null),
        };
}
