using CasesGraph.Cases;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The fields of the one filter for the log of cases and for its feed.</summary>
internal sealed class CaseChangeFilterType : ChangeFilterType
{
    public override Type Entity => typeof(CaseChange);

    public override QueryArgument Argument(TypeRegistry types) => FacetFilterFields.Argument(types);

    public override void AddFields(TypeRegistry types, InputObjectGraphType filter)
    {
        AddFields(types, filter, ComparisonTypes.Enum(types, typeof(CaseField)));
        filter.AddField("caseNumber", ComparisonTypes.Number(types), "The number of the case, even after a purge.");
        FilterTypes.Ensure(types, "CaseFilterInput", EntityModel.Of<Case>(), node: null);
        filter.AddField(
            "case",
            "CaseFilterInput",
            "The case as it is when the event is read or delivered, deleted ones included. For reading; whoever follows a list gives list."
        );
    }
}
