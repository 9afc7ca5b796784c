using CasesGraph.Access;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog;

/// <summary>The filter of the log of cases, which names fields as CaseField, and the list that is followed.</summary>
internal sealed class CaseChangeFilter() : ChangeFilter(new FieldTable(typeof(FieldChange)))
{
    public override string Argument => "list";

    public override IReadOnlyList<string> ArgumentColumns =>
        [nameof(CaseChange.FacetsBefore), nameof(CaseChange.FacetsAfter), nameof(CaseChange.CaseNumber)];

    public override (Filter Condition, object? Followed) Read(
        object argument,
        ComparisonReader comparisons,
        AccessShape access
    )
    {
        var before = In(nameof(CaseChange.FacetsBefore));
        var after = In(nameof(CaseChange.FacetsAfter));
        return (new AnyOf([before.Listed, after.Listed]), new FollowedList(after.Condition, comparisons.Values));

        (Filter Listed, Filter Condition) In(string column)
        {
            var reader = new FacetFilterReader(comparisons, access, ColumnOf(typeof(CaseChange), column));
            var condition = reader.Read(FilterReader.Object(argument), negated: false);
            return (new AllOf([reader.Has(CaseFacets.Listed, negated: false), condition]), condition);
        }
    }
}
