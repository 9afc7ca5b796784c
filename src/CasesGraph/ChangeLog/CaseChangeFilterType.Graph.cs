using CasesGraph.Cases;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The fields of the one filter for the log and for the feed.</summary>
internal sealed class CaseChangeFilterType : OwnFilter
{
    public override Type Entity => typeof(CaseChange);

    public override QueryArgument Argument(TypeRegistry types) => FacetFilterFields.Argument(types);

    public override void AddFields(TypeRegistry types, InputObjectGraphType filter)
    {
        var text = ComparisonTypes.Text(types);
        Add("kind", ComparisonTypes.Enum(types, typeof(ChangeKind)), "What happened to the case.");
        Add(
            "field",
            ComparisonTypes.Enum(types, typeof(CaseField)),
            "The field that changed; field, before, after and their texts in one object speak of the same field's change."
        );
        Add("before", text, "Canonical text of the value before: enum name, RFC 3339 instant, id, or the text itself.");
        Add("after", text, "Canonical text of the value after: enum name, RFC 3339 instant, id, or the text itself.");
        Add("beforeText", text, "Display text of the value before, as it read at the time.");
        Add("afterText", text, "Display text of the value after, as it read at the time.");
        Add("action", ComparisonTypes.Enum(types, typeof(ChangeAction)), "The kind of operation that made the change.");
        Add(
            "actorId",
            ComparisonTypes.Id(types, EntityModel.Of<User>()),
            "Who did it: the id of a user or a contact; null is the system itself."
        );
        Add("changeSetId", ComparisonTypes.Id(types), "The change set that the change is a part of.");
        Add("caseNumber", ComparisonTypes.Number(types), "The number of the case, even after a purge.");
        Add(
            "since",
            "String",
            "A cursor of the change log: only changes behind it, so that a count tells what is new."
        );
        Add("occurredAt", ComparisonTypes.Instant(types), "When it happened, in UTC.");
        FilterTypes.Ensure(types, "CaseFilterInput", EntityModel.Of<Case>(), node: null);
        Add(
            "case",
            "CaseFilterInput",
            "The case as it is when the event is read or delivered, deleted ones included. For reading; whoever follows a list gives list."
        );

        void Add(string name, string type, string description) =>
            filter.AddField(TypeText.Field(name, type, description));
    }
}
