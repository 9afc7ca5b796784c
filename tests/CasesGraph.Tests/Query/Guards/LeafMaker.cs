using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Guards;

/// <summary>
/// Makes filters with one comparison, however deep: no two conditions in them can leave something out only together. They
/// never lead back to what they come from, where the row itself would be among the rows.
/// </summary>
internal sealed class LeafMaker(ApiShape shape, ValueMaker values, Choices choices)
{
    public ObjectValue Filter(string type, int depth, params IReadOnlyList<string> passed)
    {
        if (choices.Chance(25))
            return Wrapped(type, depth, passed);
        IReadOnlyList<string> behind = [.. passed, ValueMaker.Entity(type)];
        var fields = shape[type]
            .InputFields.Where(field => field.Key is not ("and" or "or" or "not"))
            // Whether others were ever written to is open; a generated base has no log of theirs.
            .Where(field => field.Value.Named is not "ListFilterInputTypeOfRecordChangeFilterInput")
            .Where(field => !ValueMaker.IsFilter(field.Value.Named) || (depth > 0 && !LeadsBack(field.Value, behind)))
            .ToList();
        var relations = fields.Where(field => ValueMaker.IsFilter(field.Value.Named)).ToList();
        var (name, at) = choices.Pick(relations.Count > 0 && choices.Chance(60) ? relations : fields);
        InputValue value =
            IsList(at) ? List(at, depth, behind)
            : ValueMaker.IsFilter(at.Named) ? Filter(at.Named, depth - 1, behind)
            : Comparison(ValueMaker.Entity(type), name, at.Named);
        return new ObjectValue([(name, value)]);
    }

    private ObjectValue Wrapped(string type, int depth, IReadOnlyList<string> passed)
    {
        var inner = Filter(type, depth, passed);
        return choices.Below(3) switch
        {
            _ when type is "ActorFilterInput" => inner,
            0 => new ObjectValue([("and", new ListValue([inner]))]),
            1 => new ObjectValue([("or", new ListValue([inner]))]),
            _ => new ObjectValue([("not", inner)]),
        };
    }

    private ObjectValue List(TypeText list, int depth, IReadOnlyList<string> passed)
    {
        var quantifier = choices.Pick<string>(["some", "none", "all", "any"]);
        InputValue value = quantifier is "any"
            ? new FlagValue(choices.Chance(50))
            : Filter(shape[list.Named].InputFields["some"].Named, depth - 1, passed);
        return new ObjectValue([(quantifier, value)]);
    }

    private ObjectValue Comparison(string entity, string field, string type)
    {
        var operations = shape[type].InputFields;
        var name = choices.Pick([.. operations.Keys.Where(name => name is not ("and" or "or"))]);
        InputValue value = name is "within"
            ? new ObjectValue([
                (choices.Chance(50) ? "from" : "to", new TextValue(choices.Pick([.. Samples.Durations.Keys]))),
            ])
            : values.Operand(entity, field, name, type, operations[name]);
        return new ObjectValue([(name, value)]);
    }

    private static bool IsList(TypeText type) => type.Named.StartsWith("ListFilterInput", StringComparison.Ordinal);

    private bool LeadsBack(TypeText type, IReadOnlyList<string> passed) =>
        passed.Contains(EntityOf(type), StringComparer.Ordinal);

    private string EntityOf(TypeText type) =>
        ValueMaker.Entity(IsList(type) ? shape[type.Named].InputFields["some"].Named : type.Named);
}
