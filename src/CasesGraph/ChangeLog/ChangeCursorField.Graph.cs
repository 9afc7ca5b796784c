using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The newest position in the change log.</summary>
internal sealed record ChangeCursorField()
    : QueryField(
        "changeCursor",
        "String!",
        "The log position before anything else in this request is read: start onCaseChanged(after:) from here and nothing falls between a first query and its subscription.",
        FieldRight.Everybody
    )
{
    public override QueryArguments? Declare(TypeRegistry types) => null;

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        request.Runs(1);
        request.Cost.Add(field.Key, CostWeights.ById);
        return async (execution, token) =>
        {
            var ends = await (await execution.ReadAsync()).ReadLogEndsAsync(token);
            return json => json.WriteStringValue(LogPosition.ToCursor(ends.Settled));
        };
    }
}
