using System.Text.Json;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>The values that the arguments of one list bring, in the order in which they are read.</summary>
public sealed class ListValues(int list)
{
    private readonly List<object> values = [];
    private readonly List<string?> identities = [];

    private List<LogPlace>? places;

    /// <summary>Where in the log they point to.</summary>
    public IReadOnlyList<LogPlace> Places => places ?? (IReadOnlyList<LogPlace>)[];

    public object this[int index] => values[index];

    /// <summary>Whether the log goes so far is to be asked before anything is read.</summary>
    public void Note(long position, string argument)
    {
        if (position > 0)
            (places ??= []).Add(new LogPlace(position, argument));
    }

    public int Count => values.Count;

    /// <summary>Brings a value.</summary>
    /// <param name="identity">What cursors are bound to in its place, where the value itself changes with time.</param>
    public Slot Add(object value, Type type, bool isList = false, string? identity = null)
    {
        values.Add(value);
        identities.Add(identity);
        return new Slot(list, values.Count - 1, type, isList);
    }

    /// <summary>The first values, as text that is the same for the same values.</summary>
    public string IdentityOf(int first) =>
        JsonSerializer.Serialize(values.Take(first).Select((value, at) => identities[at] ?? value));

    /// <summary>All values, as text that is the same for the same: relative times as they were resolved.</summary>
    public string Exact => JsonSerializer.Serialize(values);

    /// <summary>The same with another value in one place.</summary>
    public ListValues With(int index, object value)
    {
        var other = new ListValues(list);
        other.values.AddRange(values);
        other.values[index] = value;
        other.identities.AddRange(identities);
        return other;
    }
}

/// <summary>What one request brings to a plan: the arguments of its lists, in the order in which they are read.</summary>
public sealed class RequestValues : IParameterValues
{
    private readonly List<ListArguments> lists = [];

    /// <summary>The values of a statement whose slots are all of one list, in their order.</summary>
    public static RequestValues Of<T>(params ReadOnlySpan<T> values)
        where T : notnull
    {
        var given = new ListValues(list: 0);
        foreach (var value in values)
            given.Add(value, typeof(T));
        var request = new RequestValues();
        request.Add(ListArguments.Bare(given));
        return request;
    }

    /// <summary>The part of the log that a run looks at.</summary>
    internal LogPart Log { get; private init; } = LogPart.All;

    /// <summary>What is looked for in the indexes by a search that is led by one of its terms.</summary>
    internal string? Lead { get; private init; }

    public object this[Slot slot] =>
        LogPart.Has(slot) ? Log[slot]
        : SearchLead.Is(slot) ? Lead!
        : Sought.IsAll(slot) ? int.MaxValue
        : FormOf(slot.Form, lists[slot.List].Values[slot.Index]);

    public int ListCount => lists.Count;

    public ListArguments List(int index) => lists[index];

    public void Add(ListArguments list) => lists.Add(list);

    public string Shape => lists is [var only] ? only.Shape : string.Concat(lists.Select(list => list.Shape));

    /// <summary>All that is brought, as text that is the same for the same.</summary>
    public string Exact => string.Join(',', lists.Select(list => $"{list.Values.Exact} {list.Size}"));

    /// <summary>The same with another value in one place.</summary>
    public RequestValues With(Slot slot, object value)
    {
        var list = lists[slot.List];
        return With(slot.List, list with { Values = list.Values.With(slot.Index, value) });
    }

    /// <summary>The same with pages of another size in one list.</summary>
    public RequestValues With(int list, int size) => With(list, lists[list] with { Size = size });

    /// <summary>The same with a part of the log.</summary>
    internal RequestValues Within(LogPart part)
    {
        var other = new RequestValues { Log = part };
        other.lists.AddRange(lists);
        return other;
    }

    /// <summary>The same of a search that is led by the probe of one of its terms.</summary>
    internal RequestValues LedBy(string probe)
    {
        var other = new RequestValues { Log = Log, Lead = probe };
        other.lists.AddRange(lists);
        return other;
    }

    private static object FormOf(SlotForm form, object value) =>
        (form, value) switch
        {
            (SlotForm.Key, string text) => CaseFolding.Key(text),
            (SlotForm.Key, IEnumerable<object> items) => items.Select(item => FormOf(form, item)).ToList(),
            (SlotForm.Part, string text) => CaseFolding.PartOfKeys(text),
            _ => value,
        };

    private RequestValues With(int index, ListArguments list)
    {
        var other = new RequestValues { Log = Log };
        other.lists.AddRange(lists);
        other.lists[index] = list;
        return other;
    }
}

/// <summary>A position in the log that an argument brings.</summary>
public readonly record struct LogPlace(long Position, string Argument);
