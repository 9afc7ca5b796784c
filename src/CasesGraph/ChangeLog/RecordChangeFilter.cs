using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog;

/// <summary>The filter of the log of all records.</summary>
internal class RecordChangeFilter(params IReadOnlyList<FieldTable> tables) : ChangeFilter(tables)
{
    private static readonly Column Type = ColumnOf(typeof(RecordChange), nameof(RecordChange.Type));
    private static readonly Column Key = ColumnOf(typeof(EntityChange), nameof(EntityChange.RecordId));

    public RecordChangeFilter()
        : this(FieldTable.OfCases, FieldTable.OfOthers) { }

    /// <summary>Whether cases are among the rows.</summary>
    protected virtual bool HasCases => true;

    public override string? Argument => "types";

    public override bool Owns(string name) => name is "recordId" || base.Owns(name);

    /// <summary>Without cases, it says what the index of the others does of its rows.</summary>
    public override (Filter Condition, object? Followed) Read(object argument, ComparisonReader comparisons)
    {
        var types = ((System.Collections.IEnumerable)argument).Cast<object>().ToList();
        var among = Compare(comparisons, Type, types, negated: false);
        return types.Contains(RecordType.Case)
            ? (among, null)
            : (new AllOf([among, new Comparison(Key, ComparisonOperator.Equal, Negated: true, Value: null)]), null);
    }

    public override IEnumerable<Filter> Read(
        IReadOnlyDictionary<string, object?> given,
        ComparisonReader comparisons,
        bool negated
    ) =>
        given.GetValueOrDefault("recordId") is IReadOnlyDictionary<string, object?> id
            ? base.Read(given, comparisons, negated).Append(RecordId(id, comparisons, negated))
            : base.Read(given, comparisons, negated);

    private Filter RecordId(IReadOnlyDictionary<string, object?> given, ComparisonReader comparisons, bool negated) =>
        comparisons.Each(
            given,
            negated,
            (name, value, not) =>
                OneOf(ComparisonReader.Operands(name, value), comparisons, not ^ Operators.Of(name).Opposite)
        );

    /// <summary>No record is without an id.</summary>
    private Filter OneOf(IEnumerable<object?> ids, ComparisonReader comparisons, bool negated) =>
        FilterReader.Combine(
            [
                .. ids.OfType<object>()
                    .Select(Read)
                    .GroupBy(record => record.Type, record => (object)record.Key)
                    .Where(of => HasCases || of.Key is not RecordType.Case)
                    .Select(of =>
                        FilterReader.Combine(
                            [
                                Compare(comparisons, Type, [of.Key], negated),
                                Compare(comparisons, KeyOf(of.Key), [.. of], negated),
                            ],
                            negated
                        )
                    ),
            ],
            !negated
        );

    private static Column KeyOf(RecordType type) =>
        type is RecordType.Case ? ColumnOf(typeof(CaseChange), nameof(CaseChange.CaseNumber)) : Key;

    private static Filter Compare(ComparisonReader comparisons, Column column, List<object> among, bool negated) =>
        comparisons.Scalar(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [among.Count == 1 ? "eq" : "in"] = among.Count == 1 ? among[0] : among,
            },
            column,
            negated
        );

    private static (RecordType Type, long Key) Read(object id) =>
        OpaqueId.TryDecode(id as string, out var name, out var key)
        && EntityModel.Logged.FirstOrDefault(one => string.Equals(one.Value.Name, name, StringComparison.Ordinal))
            is { Value: not null, Key: var type }
            ? (type, key)
            : throw new RequestErrorException(
                GraphErrorCode.InvalidId,
                $"This is not the id of a record that has a log: {Quotation.Of(id)}."
            );
}

/// <summary>The same of changes of records that are no cases.</summary>
internal sealed class EntityChangeFilter() : RecordChangeFilter(FieldTable.OfOthers)
{
    public override string? Argument => null;

    protected override bool HasCases => false;
}
