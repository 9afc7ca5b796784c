using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Makes an operation's input from the coerced argument. Malformed ids are mistakes of the caller: they are collected,
/// and the operation tells them with its own. What is named otherwise than by an id has the key 0 until it was looked for.
/// </summary>
internal sealed class InputReader(RequestReading request)
{
    private readonly RefReader refs = new();

    /// <summary>Values of types of features' own, by their paths: they are read once.</summary>
    private readonly Dictionary<string, object> own = new(StringComparer.Ordinal);
    private FoundRefs? found;

    public RequestReading Request => request;
    public ValidationIssues Issues { get; } = new();

    /// <summary>What the input names otherwise than by ids.</summary>
    public IReadOnlyList<GivenRef> Refs => refs.All;

    /// <summary>Reads the same input with the keys of what was found. Its mistakes have been met before.</summary>
    public InputReader Again(FoundRefs named)
    {
        var again = new InputReader(request) { found = named };
        foreach (var (path, value) in own)
            again.own.Add(path, value);
        return again;
    }

    public object Read(Type record, IReadOnlyDictionary<string, object?> given, IReadOnlyList<string> path)
    {
        var model = InputModel.Of(record);
        var arguments = new object?[model.Parameters.Count];
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = Argument(model.Parameters[index], given, path);
        return model.Make(arguments);
    }

    private object? Argument(
        InputParameter parameter,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path
    )
    {
        if (parameter.Extensions is { } extensions)
            return new InputExtensions([.. extensions.Select(extension => Read(extension, given, path))]);
        if (parameter.Member is not { } member)
            return Values(parameter, given, path);
        if (member.RefName is { } refName)
            return Objects(member, refName, given, path);
        if (!given.TryGetValue(member.Name, out var value) || value is null)
            return parameter.Default;
        if (value is string text && !member.Required && member.Entity is null)
            return TextRules.OrNull(text);
        IReadOnlyList<string> at = [.. path, member.Name];
        if (!member.IsList)
            return Item(member, value, at);
        if (!member.IsNested)
            return Items(member, value, at);
        var lists = Listed(value);
        var nested = Array.CreateInstance(typeof(IReadOnlyList<>).MakeGenericType(member.Item), lists.Count);
        for (var index = 0; index < lists.Count; index++)
            nested.SetValue(Items(member, lists[index], [.. at, $"{index}"]), index);
        return nested;
    }

    private Array Items(RecordMember member, object value, IReadOnlyList<string> at)
    {
        var items = Listed(value);
        var typed = Array.CreateInstance(member.Item, items.Count);
        for (var index = 0; index < items.Count; index++)
            typed.SetValue(Item(member, items[index], [.. at, $"{index}"]), index);
        return typed;
    }

    private static List<object> Listed(object value) => [.. ((System.Collections.IEnumerable)value).Cast<object>()];

    private object Item(RecordMember member, object value, IReadOnlyList<string> path)
    {
        if (member.Entity is { } entity)
            return InputModel.Of(member.Item).Make(Key(value, entity, path));
        var at = string.Join('.', path);
        if (own.TryGetValue(at, out var known))
            return known;
        if (request.Own(member.Item) is { } type)
            return own[at] = type.Read(value, path, this);
        return member.IsObject ? Read(member.Item, (IReadOnlyDictionary<string, object?>)value, path) : value;
    }

    /// <summary>The key that an id stands for; 0 for one that is malformed.</summary>
    public long Key(object value, EntityModel entity, IReadOnlyList<string> path)
    {
        if (IdReader.TryRead(value, entity, out var key))
            return key;
        Issues.Add(path, ValidationCode.InvalidId, $"This is no id of type {entity.Name}: {Quotation.Of(value)}.");
        return 0;
    }

    /// <summary>One object or several, by ids or by references.</summary>
    private object? Objects(
        RecordMember member,
        string refName,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path
    )
    {
        var model = InputModel.Of(member.Item);
        var chosen = RefReader.Choose(member.Name, refName, given, path, Issues);
        if (chosen.Value is null && member.Required)
            Issues.Add(
                [.. path, member.Name],
                ValidationCode.Required,
                $"Either {member.Name} or {refName} is required."
            );
        if (!member.IsList)
            return chosen.Value is not null ? model.Make(KeyOf(chosen.Value, chosen))
                : member.Required ? model.Make(0L)
                : null;
        if (chosen.Value is null && !member.Required)
            return null;
        var items = (chosen.Value as System.Collections.IEnumerable)?.Cast<object>().ToList() ?? [];
        var typed = Array.CreateInstance(member.Item, items.Count);
        for (var index = 0; index < items.Count; index++)
            typed.SetValue(model.Make(KeyOf(items[index], chosen, $"{index}")), index);
        return typed;

        long KeyOf(object value, RefReader.Chosen one, params string[] at) =>
            this.KeyOf(value, one, member.Entity!, path, at);
    }

    private long KeyOf(
        object value,
        RefReader.Chosen chosen,
        EntityModel entity,
        IReadOnlyList<string> path,
        string[] at
    )
    {
        IReadOnlyList<string> place = [.. path, chosen.Name, .. at];
        if (!chosen.IsRef)
            return Key(value, entity, place);
        var one = refs.Take(
            RefReader.Read(
                (IReadOnlyDictionary<string, object?>)value,
                entity,
                place,
                [.. path, chosen.IdName, .. at],
                this
            )
        );
        return one is null ? 0 : found?.KeyOf(one) ?? one.Key;
    }

    /// <summary>In an update null clears; on creation there is nothing to clear, so null is as good as absent.</summary>
    private object Values(
        InputParameter parameter,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path
    )
    {
        var values = new Dictionary<ValueField, object?>(ReferenceEqualityComparer.Instance);
        foreach (var field in parameter.Fields)
        {
            var reference = field as ReferenceField;
            var target = reference is null ? null : EntityModel.Of(reference.Target);
            var chosen = RefReader.Choose(field.InputName, target?.RefName(field.InputName), given, path, Issues);
            if (!chosen.IsGiven || (chosen.Value is null && parameter.Mode is EditableIn.Create))
                continue;
            values[field] =
                target is null || chosen.Value is null || field.Declared.GivenBy is not null
                    ? chosen.Value
                    : KeyOf(chosen.Value, chosen, target, path, []);
        }
        return InputModel.Of(parameter.Type).Make(values);
    }
}
