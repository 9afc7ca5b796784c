using System.Globalization;
using System.Text;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

using Conditions = IReadOnlyDictionary<string, object?>;

/// <summary>What the operations on one value mean; the negated ones are the plain opposites.</summary>
internal static class PlainComparison
{
    public static bool Holds(object? value, Conditions operations)
    {
        var known = Known(value);
        return operations.All(operation => Holds(known, operation.Key, operation.Value));
    }

    private static bool Holds(object? value, string operation, object? operand) =>
        operation switch
        {
            "and" => operand is null || Each(operand).All(inner => Holds(value, inner)),
            "or" => operand is null || !Each(operand).Any() || Each(operand).Any(inner => Holds(value, inner)),
            "within" => operand is null || Within((DateTime?)value, (Conditions)operand),
            "eq" => Same(value, operand),
            "in" => ((IEnumerable<object?>)operand!).Any(item => Same(value, item)),
            "gt" => Order(value, operand) > 0,
            "gte" => Order(value, operand) >= 0,
            "lt" => Order(value, operand) < 0,
            "lte" => Order(value, operand) <= 0,
            "contains" => Text(value, operand, (text, part) => text.Contains(part, StringComparison.Ordinal)),
            "startsWith" => Text(value, operand, (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            "endsWith" => Text(value, operand, (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
            ['i', .. var plain] => Holds(Folded(value), plain, Folded(operand)),
            ['n', .. var plain] => !Holds(value, plain, operand),
            _ => throw new NotSupportedException(operation),
        };

    /// <summary>The user who asks in the tests.</summary>
    private const long Me = 1;

    public static bool IdHolds(long? key, Conditions operations) =>
        operations.All(operation =>
            operation.Key switch
            {
                "me" => operation.Value is null || key == Me,
                "eq" => key == KeyOf(operation.Value),
                "neq" => key != KeyOf(operation.Value),
                "in" => ((IEnumerable<object?>)operation.Value!).Any(id => key == KeyOf(id)),
                _ => ((IEnumerable<object?>)operation.Value!).All(id => key != KeyOf(id)),
            }
        );

    /// <summary>null is the system itself: neither a user nor a contact.</summary>
    public static bool ActorHolds(ChangeSet? set, Conditions operations)
    {
        return operations.All(operation =>
            operation.Key switch
            {
                "me" => operation.Value is null || set?.ActorUserId == Me,
                "eq" => Is(operation.Value),
                "neq" => !Is(operation.Value),
                "in" => ((IEnumerable<object?>)operation.Value!).Any(Is),
                _ => !((IEnumerable<object?>)operation.Value!).Any(Is),
            }
        );

        bool Is(object? id) =>
            id is null ? set?.ActorUserId is null && set?.ActorContactId is null
            : TypeOf(id) is nameof(User) ? set?.ActorUserId == KeyOf(id)
            : TypeOf(id) is nameof(Contact) && set?.ActorContactId == KeyOf(id);
    }

    private static bool Same(object? value, object? operand) =>
        (value, operand) switch
        {
            (null, null) => true,
            (null, _) or (_, null) => false,
            (DateTime time, string other) => time == Time(other),
            _ => value.Equals(operand),
        };

    /// <summary>Null is in no order: every comparison with it is false.</summary>
    private static int? Order(object? value, object? operand) =>
        (value, operand) switch
        {
            (long number, long other) => number.CompareTo(other),
            (DateTime time, string other) => time.CompareTo(Time(other)),
            _ => null,
        };

    private static bool Text(object? value, object? operand, Func<string, string, bool> holds) =>
        value is string text && holds(text, (string)operand!);

    private static bool Within(DateTime? value, Conditions range) =>
        (value, range.GetValueOrDefault("from"), range.GetValueOrDefault("to")) switch
        {
            (null, _, _) => false,
            ({ } time, var from, var to) => (from is not string start || time >= Samples.Now + Samples.Durations[start])
                && (to is not string end || time < Samples.Now + Samples.Durations[end]),
        };

    private static object? Known(object? value) =>
        value switch
        {
            Enum member => Naming.UpperSnake(member.ToString()),
            CaseField field => field.Name,
            int number => (long)number,
            _ => value,
        };

    private static string? Folded(object? value) =>
        value is not string text
            ? null
            : string.Concat(text.EnumerateRunes().Select(rune => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune))));

    private static DateTime Time(string text) =>
        DateTime.Parse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal
        );

    private static long? KeyOf(object? id) =>
        id switch
        {
            null => null,
            long number => number,
            string text when text.All(char.IsAsciiDigit) => long.Parse(text, CultureInfo.InvariantCulture),
            string text => long.Parse(Decoded(text).Split(':')[1], CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"{id}"),
        };

    private static string TypeOf(object id) => Decoded((string)id).Split(':')[0];

    private static string Decoded(string id) =>
        Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(id));

    private static IEnumerable<Conditions> Each(object value) => ((IEnumerable<object?>)value).Cast<Conditions>();
}
