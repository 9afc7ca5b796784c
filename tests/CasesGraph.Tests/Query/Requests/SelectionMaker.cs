namespace CasesGraph.Tests.Query.Requests;

/// <summary>Makes random selections: aliases, fragments, conditions, the same list with different arguments.</summary>
internal sealed class SelectionMaker(ApiShape shape, ValueMaker values, Choices choices)
{
    private readonly List<Fragment> fragments = [];
    private int aliases;

    /// <summary>Fields that are of another type in another form of the same object: no key may have both.</summary>
    private readonly HashSet<string> ofSeveralTypes =
    [
        .. shape
            .Types.Where(type => type.Kind is "INTERFACE")
            .SelectMany(several =>
                several
                    .PossibleTypes.SelectMany(form => shape[form].Fields.Values)
                    .GroupBy(field => field.Name, StringComparer.Ordinal)
                    .Where(same => same.DistinctBy(field => field.Type.Text, StringComparer.Ordinal).Count() > 1)
            )
            .Select(same => same.Key),
    ];

    /// <summary>A request for one or two root lists.</summary>
    /// <param name="roots">Names of root lists.</param>
    /// <param name="depth">How many objects may stand below one another.</param>
    /// <param name="size">The variable with the size of the root lists' pages.</param>
    public Document Document(IReadOnlyList<string> roots, int depth, Variable size)
    {
        var fields = choices.Some(choices.Chance(15) ? 2 : 1, () => Root(choices.Pick(roots), depth, size));
        return new Document([.. fields], fragments, [size, .. values.Variables]);
    }

    private Field Root(string name, int depth, Variable size)
    {
        var field = shape["Query"].Fields[name];
        var arguments = Arguments(field, withSize: false).Fields;
        var sized = new ObjectValue([(choices.Chance(80) ? "first" : "last", new VariableValue(size)), .. arguments]);
        return new Field(Alias(), name, sized, Set(field.Type.Named, depth));
    }

    private List<Selected> Set(string type, int depth) =>
        shape[type].IsUnion
            ? Union(shape[type], depth)
            : choices.Some(1 + choices.Below(4), () => Any(type, depth)).SelectMany(s => s).ToList();

    private List<Selected> Union(ApiType union, int depth)
    {
        var set = choices
            .Some(1 + choices.Below(2), () => choices.Pick(union.PossibleTypes))
            .Select(Selected (member) => new Inline(member, Set(member, depth)))
            .ToList();
        if (choices.Chance(50))
            set.Add(Plain("__typename"));
        return set;
    }

    private IEnumerable<Selected> Any(string type, int depth)
    {
        var made = choices.Below(100);
        if (made < 6)
            return [Plain("__typename")];
        if (made < 14)
            return [new Inline(choices.Chance(70) ? type : null, Set(type, depth)) { Directives = Directives() }];
        if (made < 22)
            return [Spread(type, depth)];
        // What a search has found of a row has tests of its own (ExcerptTests).
        var usable = shape[type]
            .Fields.Values.Where(field => field.Name is not "excerpt" && (depth > 0 || IsLeaf(field)))
            .ToList();
        if (usable.Count == 0)
            return [Plain("__typename")];
        // Lists are what there is to go wrong: at times one of them instead of any field.
        var lists = usable.Where(field => field.Arguments.Count > 0).ToList();
        return Fields(choices.Pick(lists.Count > 0 && choices.Chance(40) ? lists : usable), depth);
    }

    private IReadOnlyList<Selected> Fields(ApiField field, int depth)
    {
        if (IsLeaf(field))
        {
            var key = ofSeveralTypes.Contains(field.Name) || choices.Chance(15) ? Alias() : field.Name;
            return [new Field(key, field.Name, new ObjectValue([]), Below: null) { Directives = Directives() }];
        }
        var below = IsPart(field.Type.Named) ? depth : depth - 1;
        var arguments = Arguments(field, withSize: true);
        var alias =
            field.Arguments.Count > 0 || ofSeveralTypes.Contains(field.Name) || choices.Chance(20)
                ? Alias()
                : field.Name;
        // The same field twice with the same arguments is one; each may ask for something else.
        return choices.Some(
            choices.Chance(8) ? 2 : 1,
            () => new Field(alias, field.Name, arguments, Set(field.Type.Named, below)) { Directives = Directives() }
        );
    }

    private Spread Spread(string type, int depth)
    {
        var known = fragments.Where(fragment => string.Equals(fragment.On, type, StringComparison.Ordinal)).ToList();
        if (known.Count > 0 && choices.Chance(30))
            return new Spread(choices.Pick(known));
        var below = Set(type, depth - 1);
        var made = new Fragment($"F{fragments.Count}", type, below);
        fragments.Add(made);
        return new Spread(made) { Directives = Directives() };
    }

    private ObjectValue Arguments(ApiField field, bool withSize)
    {
        var given = new List<(string, InputValue)>();
        foreach (var (name, type) in field.Arguments)
        {
            InputValue? value = name switch
            {
                "first" when withSize && choices.Chance(50) => new NumberValue(choices.Pick([0L, 1, 2, 3, 50])),
                "last" when withSize && !given.Exists(argument => argument.Item1 is "first") && choices.Chance(40) =>
                    new NumberValue(choices.Pick([0L, 1, 2, 3])),
                "where" when choices.Chance(30) => values.AsVariableAtTimes(
                    type.Text,
                    values.Filter(type.Named, depth: 2),
                    mayBeUnset: true
                ),
                "order" when choices.Chance(35) => values.Order(type.Named),
                "search" when choices.Chance(7) => new TextValue(
                    choices.Pick<string>(["a", "zeb", "SS", "É", "100", "a z", "%", " \u200B", "#1 a", "12"])
                ),
                "types" when choices.Chance(40) => new ListValue(
                    choices.Some(choices.Below(4), () => new EnumValue(choices.Pick(shape[type.Named].EnumValues)))
                ),
                "includeDeleted" when choices.Chance(20) => new FlagValue(choices.Chance(70)),
                _ => null,
            };
            if (value is not null)
                given.Add((name, value));
        }
        return new ObjectValue(given);
    }

    private IReadOnlyList<(string, InputValue)> Directives()
    {
        if (!choices.Chance(8))
            return [];
        var (include, holds) = (choices.Chance(50), choices.Chance(75));
        InputValue condition = new FlagValue(holds == include);
        if (choices.Chance(80))
            condition = values.Declare("Boolean!", condition, asDefault: choices.Chance(20));
        return [(include ? "include" : "skip", condition)];
    }

    private static Field Plain(string name) => new(name, name, new ObjectValue([]), Below: null);

    private string Alias() => $"a{aliases++}";

    private bool IsLeaf(ApiField field) => shape[field.Type.Named] is { IsObject: false, IsUnion: false };

    /// <summary>Of a connection: no further object.</summary>
    private static bool IsPart(string type) =>
        type is "PageInfo"
        || type.EndsWith("Edge", StringComparison.Ordinal)
        || type.EndsWith("Connection", StringComparison.Ordinal);
}
