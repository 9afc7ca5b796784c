using System.Text.Json;

namespace CasesGraph.Query;

/// <summary>A place for a value: plans know the place and its type, requests bring the value.</summary>
/// <param name="Index">The place in the request's values.</param>
/// <param name="Type">The value's type, of each item for a list.</param>
public sealed record Slot(int Index, Type Type, bool IsList = false);

/// <summary>What one request brings to its plans: values and list arguments, in the order in which they are read.</summary>
public sealed class RequestValues
{
    private readonly List<object> values = [];
    private readonly List<string?> identities = [];
    private readonly List<ListArguments> lists = [];

    public object this[Slot slot] => values[slot.Index];

    public int Count => values.Count;

    /// <summary>All that is brought, as text that is the same for the same: relative times as they were resolved.</summary>
    public string Exact => JsonSerializer.Serialize(values) + string.Join(',', lists.Select(list => list.Size));

    /// <summary>The values from a place on, as text that is the same for the same values.</summary>
    public string IdentityFrom(int start) =>
        JsonSerializer.Serialize(values.Skip(start).Select((value, at) => identities[start + at] ?? value));

    public int ListCount => lists.Count;

    public ListArguments List(int index) => lists[index];

    /// <summary>Brings a value.</summary>
    /// <param name="identity">What cursors are bound to in its place, where the value itself changes with time.</param>
    public Slot Add(object value, Type type, bool isList = false, string? identity = null)
    {
        values.Add(value);
        identities.Add(identity);
        return new Slot(values.Count - 1, type, isList);
    }

    /// <summary>The same with another value in one place.</summary>
    public RequestValues With(Slot slot, object value)
    {
        var other = new RequestValues();
        other.values.AddRange(values);
        other.values[slot.Index] = value;
        other.identities.AddRange(identities);
        other.lists.AddRange(lists);
        return other;
    }

    public int Add(ListArguments list)
    {
        lists.Add(list);
        return lists.Count - 1;
    }
}
