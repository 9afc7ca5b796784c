using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Stands for a value while EF Core translates a query. What it holds occurs nowhere else, so that the parameter which
/// EF Core made of it is known again in the finished command, whatever its name.
/// </summary>
internal sealed class Holder
{
    private readonly string? mark;

    private Holder(object held, Slot? slot)
    {
        (Slot, Held) = (slot, held);
        Expression = Expression.Property(
            Expression.Constant(Activator.CreateInstance(typeof(Box<>).MakeGenericType(held.GetType()), held)),
            nameof(Box<>.Value)
        );
        mark = TextOf(held is IList list ? new[] { StoredValue.Of(list[0]!) } : StoredValue.Of(held));
    }

    /// <summary>The value itself, for lambdas: what they capture becomes a parameter too.</summary>
    public object Held { get; }

    /// <summary>Null for the owners' keys and for the number of rows.</summary>
    public Slot? Slot { get; }

    public bool IsKeys => this == Keys;

    public bool IsLimit => Slot is null && !IsKeys;

    public Expression Expression { get; }

    public static Holder ForSlot(Slot slot)
    {
        var held = Mark(slot);
        return new Holder(slot.IsList ? ListOf(slot.Type, held) : held, slot);
    }

    /// <summary>Of the keys of all runs, which are known by themselves (<see cref="AmongKeys"/>).</summary>
    public static Holder Keys { get; } = new(0L, slot: null);

    public static Holder ForLimit() => new((int)Scalar.Number32.FirstMark - 2, slot: null);

    /// <summary>Whether a parameter's value, as EF Core made it, is this holder's.</summary>
    public bool Matches(object? parameterValue) =>
        string.Equals(TextOf(parameterValue), mark, StringComparison.Ordinal);

    /// <summary>A list is a list on some databases, and its JSON on others.</summary>
    private static string? TextOf(object? value) =>
        value is IEnumerable items and not string
            ? JsonSerializer.Serialize(items.Cast<object>())
            : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static object Mark(Slot slot)
    {
        var scalar = Scalar.Of(slot.Type);
        var number = scalar.FirstMark + slot.Index;
        return scalar.FromStored(scalar.StoredAs is StoredAs.Text ? $"{slot.Form}-{number}" : number);
    }

    private static IList ListOf(Type type, object item)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        list.Add(item);
        return list;
    }

    private sealed class Box<T>(T value)
    {
        public T Value { get; } = value;
    }
}
