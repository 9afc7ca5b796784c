using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Guards;

/// <summary>For each operator of the schema values that leave nothing out, that find nothing, and one that does neither.</summary>
/// <param name="Operator">Such as "String.contains"; all enums count as one type.</param>
/// <param name="Always">With these it holds for every row that has a value.</param>
/// <param name="Never">With these it holds for none of them.</param>
/// <param name="Some">Null where every value of the operator is one of the others.</param>
internal sealed record NeutralValues(string Operator, string[] Always, string[] Never, string? Some)
{
    private const string EveryLast = "\"9999-12-31T23:59:59.999999Z\"";
    private const string First = "\"0001-01-01T00:00:00Z\"";
    private const string Time = "\"2026-01-01T00:00:00Z\"";
    private const string Long = "9223372036854775807";
    private const string Int = "2147483647";

    /// <summary>A field of each type that every case has, for which the condition is all there is.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["String"] = "subject",
        ["Long"] = "number",
        ["Int"] = "version",
        ["DateTime"] = "createdAt",
        ["Id"] = "id",
        ["UserId"] = "assignedToId",
        ["Enum"] = "state",
        ["Boolean"] = "internal",
    };

    private const string NoSuchText = "\"\\u0001\"";

    public static IReadOnlyList<NeutralValues> All { get; } =
    [
        new(
            "String.and",
            ["[]", "[{contains: \"\"}]"],
            ["[{eq: \"\"}, {eq: \"a\"}]"],
            "[{contains: \"\"}, {eq: \"a\"}]"
        ),
        new("String.or", ["[]", "[{contains: \"\"}, {eq: \"a\"}]"], ["[{eq: \"\"}]"], "[{eq: \"\"}, {eq: \"a\"}]"),
        new("String.eq", [], ["null", "\"\"", "\" \"", NoSuchText], "\"a\""),
        new("String.neq", ["null", "\"\"", "\" \"", NoSuchText], [], "\"a\""),
        new("String.in", [], ["[]", "[null]", "[\"\"]"], "[\"a\", null]"),
        new("String.nin", ["[]", "[null]", "[\"\"]"], [], "[\"a\", null]"),
        .. ((string[])["contains", "startsWith", "endsWith"]).SelectMany(name =>
            (NeutralValues[])
                [
                    new($"String.{name}", ["\"\""], [NoSuchText, "\"\\n\""], "\" \""),
                    new($"String.n{name}", [NoSuchText, "\"\\n\""], ["\"\""], "\"a\""),
                    new($"String.i{name}", ["\"\""], [NoSuchText], "\"a\""),
                ]
        ),
        new("String.ieq", [], ["\"\"", NoSuchText], "\"a\""),
        .. Ordered("Long", ["0", "-1"], "1", Long, "2"),
        .. Ordered("Int", ["0", "-1"], "1", Int, "2"),
        .. Ordered("DateTime", [], First, EveryLast, Time),
        new("DateTime.within", ["{}"], [], "{from: \"-P1D\"}"),
        new("Id.eq", [], ["null"], "1"),
        new("Id.neq", ["null"], [], "1"),
        new("Id.in", [], ["[]", "[null]"], "[1]"),
        new("Id.nin", ["[]", "[null]"], [], "[1]"),
        new("UserId.me", ["null"], [], "true"),
        new("Boolean.eq", [], ["null"], "true"),
        new("Boolean.neq", ["null"], [], "false"),
        new("Enum.eq", [], ["null"], "OPEN"),
        new("Enum.neq", ["null"], [], "OPEN"),
        new("Enum.in", ["[OPEN, CLOSED]"], ["[]", "[null]"], "[OPEN, null]"),
        new("Enum.nin", ["[]", "[null]"], ["[CLOSED, OPEN, null]"], "[OPEN]"),
    ];

    private static IEnumerable<NeutralValues> Ordered(
        string type,
        string[] none,
        string least,
        string most,
        string some
    ) =>
        [
            new($"{type}.eq", [], ["null", .. none], some),
            new($"{type}.neq", ["null", .. none], [], some),
            new($"{type}.in", [], ["[]", "[null]", .. none.Select(one => $"[{one}]")], $"[{some}]"),
            new($"{type}.nin", ["[]", "[null]", .. none.Select(one => $"[{one}]")], [], $"[{some}]"),
            new($"{type}.gt", none, [most], least),
            new($"{type}.ngt", [most], none, least),
            new($"{type}.gte", [least, .. none], [], most),
            new($"{type}.ngte", [], [least, .. none], most),
            new($"{type}.lt", [], [least, .. none], most),
            new($"{type}.nlt", [least, .. none], [], most),
            new($"{type}.lte", [most], none, least),
            new($"{type}.nlte", none, [most], least),
        ];

    /// <summary>All that filters of cases can reach, by the schema.</summary>
    public static IReadOnlyList<string> OperatorsOf(ApiShape shape)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var operators = new SortedSet<string>(StringComparer.Ordinal);
        Walk("CaseFilterInput");
        return [.. operators];

        void Walk(string type)
        {
            if (
                !seen.Add(type)
                || !type.EndsWith("Input", StringComparison.Ordinal)
                    && !type.Contains("FilterInputTypeOf", StringComparison.Ordinal)
            )
                return;
            const string suffix = "OperationFilterInput";
            foreach (var (name, field) in shape[type].InputFields)
            {
                // Names stand only in filters of what no case need have.
                if (type is "NameOperationFilterInput")
                    continue;
                if (type.EndsWith(suffix, StringComparison.Ordinal))
                    operators.Add($"{Group(shape, type[..^suffix.Length], name)}.{name}");
                else
                    Walk(field.Named);
            }
        }
    }

    /// <summary>What to ask, and whether it is refused: the condition itself, and its opposite.</summary>
    public IEnumerable<(string Where, bool Refused)> Filters =>
        [
            .. Always.SelectMany(value => Both(value, all: true, none: false)),
            .. Never.SelectMany(value => Both(value, all: false, none: true)),
            .. Some is null ? [] : Both(Some, all: false, none: false),
        ];

    private IEnumerable<(string, bool)> Both(string value, bool all, bool none)
    {
        var (group, name) = (Operator.Split('.')[0], Operator.Split('.')[1]);
        var condition = $"{{{Fields[group]}: {{{name}: {value}}}}}";
        return group is "Boolean"
            ? [($"{{updates: {{all: {condition}}}}}", all), ($"{{updates: {{none: {condition}}}}}", none)]
            : [(condition, all), ($"{{not: {condition}}}", none)];
    }

    private static string Group(ApiShape shape, string type, string name) =>
        type is "UserId" && name is not "me" ? "Id"
        : Fields.ContainsKey(type) ? type
        : shape[type].Kind is "ENUM" ? "Enum"
        : type;
}
