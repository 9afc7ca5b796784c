using System.Collections.Concurrent;
using System.Reflection;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Graph.Reading;

/// <summary>How a record of the code is made from an input, read off its constructor once.</summary>
internal sealed class InputModel
{
    private static readonly ConcurrentDictionary<Type, InputModel> Models = new();

    private readonly ConstructorInvoker constructor;

    private InputModel(Type record)
    {
        var only = record.GetConstructors()[0];
        constructor = ConstructorInvoker.Create(only);
        Parameters = [.. only.GetParameters().Select(parameter => new InputParameter(parameter, record))];
    }

    public IReadOnlyList<InputParameter> Parameters { get; }

    public static InputModel Of(Type record) => Models.GetOrAdd(record, static found => new InputModel(found));

    public object Make(params Span<object?> arguments) => constructor.Invoke(arguments);
}

/// <summary>A parameter of a record's constructor: a member, or the values of an entity's fields.</summary>
internal sealed class InputParameter
{
    public InputParameter(ParameterInfo parameter, Type record)
    {
        Type = parameter.ParameterType;
        if (InputTypes.ValuesOf(Type) is { } entity)
        {
            Mode = InputTypes.Mode(record.GetProperty(parameter.Name!)!);
            Fields = [.. entity.EditableFields(Mode)];
        }
        else if (Type == typeof(InputExtensions))
            Extensions = InputTypes.ExtensionsOf(record);
        else if (record.GetProperty(parameter.Name!) is { } property)
        {
            Member = RecordMember.Of(property);
            Default = DefaultOf(parameter, Member);
        }
    }

    public Type Type { get; }

    /// <summary>What the parameter is, if not the values of an entity's fields.</summary>
    public RecordMember? Member { get; }

    public object? Default { get; }

    /// <summary>The records that it takes; null where it takes none.</summary>
    public IReadOnlyList<Type>? Extensions { get; }

    public IReadOnlyList<ValueField> Fields { get; } = [];
    public EditableIn Mode { get; }

    private static object? DefaultOf(ParameterInfo parameter, RecordMember member) =>
        !parameter.HasDefaultValue ? null
        : parameter.DefaultValue is { } value && member.Item.IsEnum ? Enum.ToObject(member.Item, value)
        : parameter.DefaultValue;
}
