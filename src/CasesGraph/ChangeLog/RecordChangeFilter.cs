using CasesGraph.Access;
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

    private RecordIds RecordIds => field ??= new(Type, KeyOf, type => HasCases || type is not RecordType.Case);

    /// <summary>Whether cases are among the rows.</summary>
    protected virtual bool HasCases => true;

    public override string? Argument => "types";

    public override bool Owns(string name) => name is "recordId" || base.Owns(name);

    /// <summary>Conditions on values: which fields they find them in is not known before.</summary>
    public override string? Personal(string name) => IsValue(name) ? $"{nameof(EntityFieldChange)}.{name}" : null;

    /// <summary>Without cases, it says what the index of the others does of its rows.</summary>
    public override (Filter Condition, object? Followed) Read(
        object argument,
        ComparisonReader comparisons,
        AccessShape access
    )
    {
        var types = ((System.Collections.IEnumerable)argument).Cast<object?>().ToList();
        var among = RecordIds.Compare(comparisons, Type, types, negated: false);
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
            ? base.Read(given, comparisons, negated).Append(RecordIds.Read(id, comparisons, negated))
            : base.Read(given, comparisons, negated);

    private static Column KeyOf(RecordType type) =>
        type is RecordType.Case ? ColumnOf(typeof(CaseChange), nameof(CaseChange.CaseNumber)) : Key;
}

/// <summary>The same of changes of records that are no cases.</summary>
internal sealed class EntityChangeFilter() : RecordChangeFilter(FieldTable.OfOthers)
{
    public override string? Argument => null;

    protected override bool HasCases => false;
}
