using System.Reflection;
using CasesGraph.Graph.Reading;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>What contacts may give to mutations: what an operation names for them, and no other.</summary>
internal static class ContactInputs
{
    /// <summary>What an operation names for them; null where it is not for them.</summary>
    public static IReadOnlyList<string>? Declared(Type operation) =>
        operation.GetCustomAttribute<ForContactsAttribute>()?.Inputs;

    /// <summary>Refuses a mutation that is not for contacts, and a field of its input that is not.</summary>
    /// <param name="input">The input's name.</param>
    public static void Check(MutationField mutation, string input, IReadOnlyDictionary<string, object?> arguments)
    {
        if (mutation.ForContacts is not { } declared)
            throw Forbidden($"Mutation.{mutation.Name}");
        foreach (var (name, value) in FilterReader.Object(arguments["input"]!))
        {
            if (!declared.Contains(name, StringComparer.Ordinal) && !IsDefault(mutation.InputType, name, value))
                throw Forbidden($"{input}.{name}");
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
