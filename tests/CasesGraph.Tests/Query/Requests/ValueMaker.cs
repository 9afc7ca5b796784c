using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Query.Requests;

/// <summary>Makes random arguments that are valid for the schema: filters of any depth, orders, single values.</summary>
internal sealed partial class ValueMaker(ApiShape shape, World world, Choices choices)
{
    private static readonly long[] Bounds = [0, 1, 2, 3, -1, int.MaxValue, int.MinValue];
    private readonly List<Variable> variables = [];

    public IReadOnlyList<Variable> Variables => variables;

    /// <summary>Of three values one travels as a variable, which may also be a default, or be declared and never set.</summary>
    public InputValue AsVariableAtTimes(string type, InputValue value, bool mayBeUnset = false)
    {
        if (!choices.Chance(15) || HoldsVariable(value))
            return value;
        var unset = mayBeUnset && choices.Chance(20);
        return Declare(type, unset ? null : value, asDefault: !unset && !type.EndsWith('!') && choices.Chance(20));
    }

    public VariableValue Declare(string type, InputValue? value, bool asDefault = false)
    {
        var variable = new Variable($"v{variables.Count}", type, value, asDefault);
        variables.Add(variable);
        return new VariableValue(variable);
    }

    /// <summary>A filter over rows of a type; deep ones are rare, as each level has fewer.</summary>
    public ObjectValue Filter(string type, int depth)
    {
        var fields = shape[type].InputFields;
        var entity = Entity(type);
        var names = choices.Some(
            choices.Chance(6) ? 0 : 1 + choices.Below(depth > 1 ? 3 : 2),
            () => choices.Pick([.. fields.Keys])
        );
        return new ObjectValue([
            .. names
                .Distinct(StringComparer.Ordinal)
                .Where(name => depth > 0 || !IsFilter(fields[name].Named))
                .Select(name => (name, Field(entity, name, fields[name], depth - 1))),
        ]);
    }

    private InputValue Field(string entity, string name, TypeText type, int depth)
    {
        if (choices.Chance(4))
            return new NullValue();
        if (type.IsList)
            return AsVariableAtTimes(
                type.Text,
                new ListValue(choices.Some(choices.Below(4), () => Filter(type.Named, depth)))
            );
        InputValue value =
            type.Named is "Boolean" ? new FlagValue(choices.Chance(50))
            : type.Named.EndsWith("OperationFilterInput", StringComparison.Ordinal)
                ? Operations(entity, name, type.Named)
            : Filter(type.Named, depth);
        return AsVariableAtTimes(type.Text, value, mayBeUnset: true);
    }

    private ObjectValue Operations(string entity, string field, string type, bool nested = false)
    {
        var operations = shape[type].InputFields;
        var names = choices.Some(
            choices.Chance(4) ? 0 : 1 + choices.Below(5) / 4,
            () => choices.Pick([.. operations.Keys])
        );
        return new ObjectValue([
            .. names
                .Distinct(StringComparer.Ordinal)
                .Where(name => !nested || name is not ("and" or "or"))
                .Select(name => (name, Operand(entity, field, name, type, operations[name]))),
        ]);
    }

    internal InputValue Operand(string entity, string field, string operation, string type, TypeText operand)
    {
        if (operation is "and" or "or")
            return new ListValue(choices.Some(choices.Below(3), () => Operations(entity, field, type, nested: true)));
        if (operation is "within")
            return Within();
        if (operation is "me")
            return AsVariableAtTimes(operand.Text, new FlagValue(true), mayBeUnset: true);
        if (operand.IsList)
            return AsVariableAtTimes(
                operand.Text,
                new ListValue(
                    choices.Some(
                        choices.Below(4),
                        () => choices.Chance(15) ? new NullValue() : Single(entity, field, operand.Named)
                    )
                )
            );
        if (operation is "eq" or "neq" && choices.Chance(20))
            return AsVariableAtTimes(operand.Text, new NullValue());
        return AsVariableAtTimes(operand.Text, Single(entity, field, operand.Named), mayBeUnset: true);
    }

    private ObjectValue Within()
    {
        var ends = new List<(string, InputValue)>();
        foreach (var end in (string[])["from", "to"])
        {
            if (choices.Chance(70))
                ends.Add((end, new TextValue(choices.Pick([.. Samples.Durations.Keys]))));
        }
        return new ObjectValue(ends);
    }

    private InputValue Single(string entity, string field, string type) =>
        type switch
        {
            "String" when field is "field" => new TextValue(choices.Pick(FieldNames)),
            "String" => new TextValue(Text()),
            "Int" => new NumberValue(choices.Pick(Bounds)),
            "Long" => new NumberValue(
                choices.Chance(20) ? choices.Pick([long.MaxValue, long.MinValue, .. Bounds]) : Key("Case")
            ),
            "Boolean" => new FlagValue(choices.Chance(50)),
            "DateTime" => new TextValue(Time()),
            "ID" when field is "recordId" or "objectId" => Opaque(choices.Pick(Records)),
            "ID" => Id(TargetOf(entity, field)),
            _ => new EnumValue(choices.Pick(shape[type].EnumValues)),
        };

    public string Text() => string.Concat(choices.Some(choices.Below(3), () => choices.Pick(Samples.Texts)));

    private static readonly string[] Records = ["Case", "Account", "Contact", "Bug", "User", "Tag"];

    private static readonly string[] FieldNames =
    [
        "subject",
        "status",
        "contacts",
        "deletedAt",
        "name",
        "assignedTo",
        "nothing",
    ];

    private const long Unknown = 987_654;

    private string Time()
    {
        var time = choices.Pick(Samples.Times).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return time + choices.Pick<string>(["Z", "Z", "+00:00"]);
    }

    /// <summary>Also ids of rows that are not there.</summary>
    private InputValue Id(string entity)
    {
        var key = choices.Chance(10) ? Unknown : Key(entity);
        if (entity is "Case" or "Bug" && choices.Chance(30))
            return choices.Chance(50) ? new NumberValue(key) : new TextValue($"{key}");
        return Opaque(entity, key);
    }

    private TextValue Opaque(string entity) => Opaque(entity, choices.Chance(10) ? Unknown : Key(entity));

    private static TextValue Opaque(string entity, long key) =>
        new(Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{entity}:{key}")));

    private long Key(string entity)
    {
        var rows = world.Rows(World.TypeOf(entity));
        return rows.Count == 0 ? Unknown : Reflected.Key(choices.Pick(rows));
    }

    /// <summary>accountId is the id of what account is.</summary>
    private string TargetOf(string entity, string field) =>
        field switch
        {
            "id" => entity,
            "userId" => "User",
            "contactId" => "Contact",
            "changeSetId" => "ChangeSet",
            "actorId" => choices.Chance(50) ? "User" : "Contact",
            _ => shape[entity].Fields[field[..^2]].Type.Named,
        };

    internal static string Entity(string filter) =>
        filter is "CaseContactFilterInput" ? "Contact" : filter[..^"FilterInput".Length];

    internal static bool IsFilter(string type) =>
        type.EndsWith("FilterInput", StringComparison.Ordinal)
        && !type.EndsWith("OperationFilterInput", StringComparison.Ordinal);

    private static bool HoldsVariable(InputValue value) =>
        value switch
        {
            VariableValue => true,
            ListValue list => list.Items.Any(HoldsVariable),
            ObjectValue { Fields: var fields } => fields.Any(field => HoldsVariable(field.Value)),
            _ => false,
        };
}
