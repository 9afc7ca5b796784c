using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The fields of the one filter for the log of all records and for its feed.</summary>
internal sealed class RecordChangeFilterType : ChangeFilterType
{
    public override Type Entity => typeof(RecordChange);

    public override QueryArgument Argument(TypeRegistry types)
    {
        types.Ensure(typeof(RecordType));
        return TypeText.Argument(
            "types",
            "[RecordType!]",
            "Only changes of records of these types; all when not given."
        );
    }

    public override void AddFields(TypeRegistry types, InputObjectGraphType filter)
    {
        AddFields(types, filter, ComparisonTypes.Name(types));
        filter.AddField("recordId", ComparisonTypes.Id(types), "The record by its opaque id, even after a purge.");
    }
}
