using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog;

/// <summary>A table with fields of changes.</summary>
/// <param name="Named">From the field's name in the filter to that in the table.</param>
internal sealed record FieldTable(Type Rows, Func<object, object>? Named = null)
{
    /// <summary>Fields of cases, as the schema names those of any entity: assignedTo.</summary>
    public static FieldTable OfCases { get; } =
        new(typeof(FieldChange), name => new CaseField(Naming.UpperSnake(Naming.Pascal((string)name))));

    public static FieldTable OfOthers { get; } = new(typeof(EntityFieldChange));
}

/// <summary>Conditions on one field's change, in one table.</summary>
internal sealed class FieldChangeFilter(ComparisonReader comparisons, FieldTable table)
{
    private static readonly string[] Values = ["before", "after"];

    public SomeOf Read(IReadOnlyDictionary<string, object?> given, bool negated)
    {
        var parts = new List<Filter>();
        if (Operations("field") is { } field)
            parts.Add(Of("field", field.ToDictionary(one => one.Key, one => Named(one.Value), StringComparer.Ordinal)));
        foreach (var name in Values)
        {
            if (Operations(name) is { } value)
                parts.Add(Of(name, value));
            if (Operations(name + "Text") is { } text)
                parts.Add(Shown(name, text));
        }
        var foreignKey = table.Rows.GetProperty(nameof(FieldChange.ChangeId))!;
        var same = FilterReader.Combine(parts, negated: false);
        return new SomeOf(EntityModel.Of(table.Rows), foreignKey, Node: null, same, negated);

        IReadOnlyDictionary<string, object?>? Operations(string name) =>
            given.GetValueOrDefault(name) as IReadOnlyDictionary<string, object?>;
    }

    private object? Named(object? value) =>
        (table.Named, value) switch
        {
            (null, _) or (_, null) => value,
            ({ } named, string one) => named(one),
            (_, _) => ((System.Collections.IEnumerable)value).Cast<object?>().Select(Named).ToList(),
        };

    /// <summary>What a person is shown: the text where there is one, else the value.</summary>
    private Filter Shown(string name, IReadOnlyDictionary<string, object?> operations) =>
        AnyOf(
            AllOf(Of(name + "Text", Null("neq")), Of(name + "Text", operations)),
            AllOf(Of(name + "Text", Null("eq")), Of(name, operations))
        );

    private Filter Of(string name, IReadOnlyDictionary<string, object?> operations) =>
        comparisons.Scalar(operations, ChangeFilter.ColumnOf(table.Rows, Naming.Pascal(name)), negated: false);

    private static Filter AllOf(params IReadOnlyList<Filter> parts) => FilterReader.Combine(parts, negated: false);

    private static Filter AnyOf(params IReadOnlyList<Filter> parts) => FilterReader.Combine(parts, negated: true);

    private static Dictionary<string, object?> Null(string operation) =>
        new(StringComparer.Ordinal) { [operation] = null };
}
