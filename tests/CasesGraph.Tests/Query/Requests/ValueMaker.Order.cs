namespace CasesGraph.Tests.Query.Requests;

internal sealed partial class ValueMaker
{
    /// <summary>Sort keys: usually one an object, at times several, which count in the order written.</summary>
    /// <param name="asVariables">Whether some of it travels as variables.</param>
    public InputValue Order(string type, int most = 3, bool asVariables = true)
    {
        var keys = new ListValue(choices.Some(choices.Below(most + 1), () => Key(type, depth: 2, asVariables)));
        return asVariables ? AsVariableAtTimes($"[{type}!]", keys) : keys;
    }

    private ObjectValue Key(string type, int depth, bool asVariables)
    {
        var fields = shape[type].InputFields;
        var usable = fields.Where(field => Ends(field.Value, depth)).Select(field => field.Key).ToList();
        var names = choices.Some(choices.Chance(20) ? 2 : 1, () => choices.Pick(usable));
        return new ObjectValue([
            .. names
                .Distinct(StringComparer.Ordinal)
                .Select(name => (name, Direction(fields[name], depth, asVariables))),
        ]);
    }

    /// <summary>Whether a key of no more than so many relations comes to a column.</summary>
    private bool Ends(TypeText type, int depth) =>
        type.Named is "SortEnumType"
        || (depth > 0 && shape[type.Named].InputFields.Values.Any(field => Ends(field, depth - 1)));

    private InputValue Direction(TypeText type, int depth, bool asVariables)
    {
        InputValue value = type.Named is "SortEnumType"
            ? new EnumValue(choices.Pick(shape["SortEnumType"].EnumValues))
            : Key(type.Named, depth - 1, asVariables);
        return asVariables ? AsVariableAtTimes(type.Text, value) : value;
    }
}
