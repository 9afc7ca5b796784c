using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The operations by which a filter compares a value, per type of value.</summary>
internal static class ComparisonTypes
{
    private static readonly (string Name, string Description)[] Ordered =
    [
        ("gt", "Greater than the value; never a row without one."),
        ("ngt", "Not greater than the value; rows without one too."),
        ("gte", "Greater than or equal to the value; never a row without one."),
        ("ngte", "Less than the value; rows without one too."),
        ("lt", "Less than the value; never a row without one."),
        ("nlt", "Not less than the value; rows without one too."),
        ("lte", "Less than or equal to the value; never a row without one."),
        ("nlte", "Greater than the value; rows without one too."),
    ];

    private static readonly (string Name, string Description)[] OnText =
    [
        ("contains", "Occurs in the text; case and accents count."),
        ("ncontains", "Does not occur in the text; rows without one too."),
        ("startsWith", "The text starts with it; case and accents count."),
        ("nstartsWith", "The text does not start with it; rows without one too."),
        ("endsWith", "The text ends with it; case and accents count."),
        ("nendsWith", "The text does not end with it; rows without one too."),
        ("ieq", "Equal but for upper and lower case; accents count."),
        ("icontains", "Occurs in the text but for upper and lower case."),
        ("istartsWith", "The text starts with it but for upper and lower case."),
        ("iendsWith", "The text ends with it but for upper and lower case."),
    ];

    public static string For(TypeRegistry types, Scalar scalar)
    {
        var name = types.Ensure(scalar);
        var by = scalar.Comparisons;
        if (by.HasFlag(Comparisons.Relative))
        {
            types.Ensure(typeof(TimeInterval));
            types.Ensure("RelativeTimeInput", RelativeTime);
        }
        IReadOnlyList<(string, string)> more =
            by.HasFlag(Comparisons.Order) ? Ordered
            : by.HasFlag(Comparisons.Parts) ? OnText
            : [];
        return Ensure(types, name, name, more, by);
    }

    public static string Text(TypeRegistry types) => For(types, Scalar.Text);

    public static string Number(TypeRegistry types) => For(types, Scalar.Number64);

    public static string Id(TypeRegistry types) => Ensure(types, "Id", "ID", [], Comparisons.Lists);

    /// <summary>Of the entity that the caller is one of, the caller too.</summary>
    public static string Id(TypeRegistry types, EntityModel target) =>
        target.Declared.IsCaller
            ? Ensure(types, target.Name + "Id", "ID", [], Comparisons.Lists, withMe: true)
            : Id(types);

    /// <summary>A name that is not one of a fixed list.</summary>
    public static string Name(TypeRegistry types) => Ensure(types, "Name", "String", [], Comparisons.Lists);

    public static string Enum(TypeRegistry types, Type type) => For(types, Scalar.Of(type));

    public static string Instant(TypeRegistry types) => For(types, Scalar.Instant);

    private static string Ensure(
        TypeRegistry types,
        string prefix,
        string value,
        IReadOnlyList<(string Name, string Description)> more,
        Comparisons by,
        bool withMe = false
    )
    {
        var name = $"{prefix}OperationFilterInput";
        types.Ensure(
            name,
            () =>
            {
                var made = new InputObjectGraphType
                {
                    Name = name,
                    Description = $"How a value of type {value} is compared; all that are given must hold.",
                };
                if (by.HasFlag(Comparisons.Parts))
                {
                    made.AddField("and", $"[{name}!]", "All of these must hold.");
                    made.AddField("or", $"[{name}!]", "One of these must hold; an empty list is ignored.");
                }
                made.AddField("eq", value, "Equal to the value; null finds rows without one.");
                made.AddField("neq", value, "Different from the value; rows without one too, unless it is null.");
                if (by.HasFlag(Comparisons.Lists))
                {
                    made.AddField("in", $"[{value}]", "One of these, at most 1,000; an empty list finds nothing.");
                    made.AddField(
                        "nin",
                        $"[{value}]",
                        "None of these, at most 1,000; rows without a value too, unless null is listed."
                    );
                }
                if (withMe)
                    made.AddField(
                        TypeText.Field(
                            "me",
                            "Boolean",
                            "true: the user who calls, for each caller another; none matches nothing."
                        )
                    );
                foreach (var (operation, description) in more)
                    made.AddField(operation, value, description);
                if (by.HasFlag(Comparisons.Relative))
                    made.AddField("within", "RelativeTimeInput", "From some time before or after now until another.");
                return made;
            }
        );
        return name;
    }

    private static InputObjectGraphType RelativeTime()
    {
        var made = new InputObjectGraphType
        {
            Name = "RelativeTimeInput",
            Description =
                "A stretch of time relative to now: [now + from, now + to). Now is the same in the whole request.",
        };
        made.AddField("from", "Duration", "Where it begins, such as -P7D; open when not given.");
        made.AddField("to", "Duration", "Where it ends, this moment not included; open when not given.");
        made.AddField("unit", "TimeInterval", "Cuts each end to the start of its hour, day, week …");
        var zone = made.AddField(
            "timeZone",
            "String!",
            "The IANA time zone in which ends are cut and days are counted."
        );
        zone.DefaultValue = "UTC";
        return made;
    }
}
