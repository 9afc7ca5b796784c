using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Makes an operation's input from the coerced argument. Malformed ids are mistakes of the caller: they are collected,
/// and the operation tells them with its own.
/// </summary>
internal sealed class InputReader(RequestReading request)
{
    public RequestReading Request => request;
    public ValidationIssues Issues { get; } = new();

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
        if (!given.TryGetValue(member.Name, out var value) || value is null)
            return parameter.Default;
        if (value is string text && !member.Required && member.Entity is null)
            return TextRules.OrNull(text);
        IReadOnlyList<string> at = [.. path, member.Name];
        if (!member.IsList)
            return Item(member, value, at);
        var items = ((System.Collections.IEnumerable)value).Cast<object>().ToList();
        var typed = Array.CreateInstance(member.Item, items.Count);
        for (var index = 0; index < items.Count; index++)
            typed.SetValue(Item(member, items[index], [.. at, $"{index}"]), index);
        return typed;
    }

    private object Item(RecordMember member, object value, IReadOnlyList<string> path)
    {
        if (member.Entity is { } entity)
            return InputModel.Of(member.Item).Make(Key(value, entity, path));
        if (request.Own(member.Item) is { } own)
            return own.Read(value, path, this);
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
            if (!given.TryGetValue(field.InputName, out var value))
                continue;
            if (value is null && parameter.Mode is EditableIn.Create)
                continue;
            values[field] = (field, value) switch
            {
                (ReferenceField { Declared.GivenBy: null } reference, not null) => Key(
                    value,
                    EntityModel.Of(reference.Target),
                    [.. path, field.InputName]
                ),
                _ => value,
            };
        }
        return InputModel.Of(parameter.Type).Make(values);
    }
}
