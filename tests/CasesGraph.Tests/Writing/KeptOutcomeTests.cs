using System.Collections;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Graph;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Operations;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Writing;

/// <summary>What is stored for an idempotency key, by the types of the schema.</summary>
public sealed class KeptOutcomeTests
{
    private static readonly string[] Texts = ["", "Ana", "\"\\\n\t</a>", "é 😀 \u202E", "null", "5"];

    public static TheoryData<string> Mutations => [.. Roots.Select(root => root.Name)];

    private static IEnumerable<MutationField> Roots => Composed.Services.GetServices<MutationField>();

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Every_payload_and_every_mistake_is_read_as_it_was_written(string mutation)
    {
        var payload = Roots
            .Single(root => string.Equals(root.Name, mutation, StringComparison.Ordinal))
            .GetType()
            .GenericTypeArguments[1];
        var check = typeof(KeptOutcomeTests)
            .GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(payload);

        Gen.Int.Sample(seed => check.Invoke(obj: null, [new Random(seed)]), iter: 50);
    }

    private static void Check<TPayload>(Random dice)
        where TPayload : class
    {
        Outcome<TPayload> made = (TPayload)Make(typeof(TPayload), dice);
        Outcome<TPayload> refused = RecordModel
            .Of(typeof(TPayload))
            .ErrorTypes.Select(type => (UserError)Make(type, dice))
            .ToArray();

        foreach (var outcome in new[] { made, refused })
        {
            var read = KeptOutcome.Read<TPayload>(KeptOutcome.Write(outcome));
            Assert.Equal(Described(outcome.Value), Described(read.Value));
            Assert.Equal(Described(outcome.Errors), Described(read.Errors));
        }
    }

    private static object Make(Type type, Random dice) =>
        type switch
        {
            _ when type == typeof(string) => Texts[dice.Next(Texts.Length)],
            _ when type == typeof(int) => dice.Next(),
            _ when type == typeof(long) => dice.NextInt64(),
            _ when type == typeof(bool) => dice.Next(2) == 0,
            _ when type == typeof(IRef) => dice.Next(2) == 0
                ? new Ref<Case>(dice.NextInt64())
                : new Ref<User>(dice.NextInt64()),
            _ when type == typeof(CaseField) => new CaseField("ASSIGNED_TO"),
            _ when type == typeof(object) => dice.Next(2) == 0
                ? Texts[dice.Next(Texts.Length)]
                : new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = "x", ["Role"] = "PRIMARY" },
            { IsEnum: true } => Enum.GetValues(type).GetValue(dice.Next(Enum.GetValues(type).Length))!,
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(
                type.GenericTypeArguments[0],
                dice
            ),
            _ => Record(type, dice),
        };

    private static Array List(Type item, Random dice)
    {
        var list = Array.CreateInstance(item, dice.Next(3));
        for (var at = 0; at < list.Length; at++)
            list.SetValue(Make(item, dice), at);
        return list;
    }

    private static object Record(Type type, Random dice)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, dice))]);
    }

    private static object? Argument(ParameterInfo parameter, Random dice)
    {
        // It is not kept.
        if (parameter.Member.DeclaringType!.GetProperty(parameter.Name!)!.IsDefined(typeof(ShownOnceAttribute)))
            return null;
        var mayBeNull = new NullabilityInfoContext().Create(parameter).WriteState is NullabilityState.Nullable;
        return mayBeNull && dice.Next(3) == 0
            ? null
            : Make(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, dice);
    }

    /// <summary>All that a value holds, as text.</summary>
    private static string Described(object? value) =>
        value switch
        {
            null => "none",
            string text => $"'{text}'",
            IReadOnlyDictionary<string, object?> parts =>
                $"{{{string.Join(',', parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {Described(part.Value)}"))}}}",
            IEnumerable items => $"[{string.Join(',', items.Cast<object>().Select(Described))}]",
            _ when value.GetType() is { IsPrimitive: true } or { IsEnum: true } => $"{value.GetType().Name} {value}",
            _ =>
                $"{value.GetType()}({string.Join(',', value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{property.Name} {Described(property.GetValue(value))}"))})",
        };
}
