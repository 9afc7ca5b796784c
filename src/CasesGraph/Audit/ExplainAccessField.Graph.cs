using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Users;
using GraphQL.Types;

namespace CasesGraph.Audit;

internal sealed record ExplainAccessField(CaseSight Sight)
    : QueryField(
        "explainAccess",
        nameof(AccessExplanation),
        "Why a user sees a case, or does not; null when the caller sees no such case or user.",
        FieldRight.To(AccessAction.AccessManage)
    )
{
    private const double Cost = 3;

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.EnsureRecord(typeof(AccessExplanation));
        return new QueryArguments(
            TypeText.Argument("caseId", "ID!", "The opaque id, or the number of the case."),
            TypeText.Argument("userId", "ID!", "The opaque id of the user.")
        );
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var (number, user) = (Key<Case>("caseId"), Key<User>("userId"));
        request.Cost.Add(field.Key, Cost);
        var selection = request.Record(typeof(AccessExplanation), field);
        return async (execution, token) =>
        {
            if (await Sight.ExplainAsync(number, user, execution.Caller, token) is not { } explanation)
                return json => json.WriteNullValue();
            var writer = new RecordWriter();
            await writer.ReadAsync(explanation, [], selection, await execution.ReadAsync(), token);
            return json => writer.Write(json, explanation, [], selection);
        };

        long Key<TEntity>(string name) => IdReader.Read(given[name], EntityModel.Of<TEntity>());
    }
}
