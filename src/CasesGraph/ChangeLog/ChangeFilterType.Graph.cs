using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The fields that all filters of the log have.</summary>
internal abstract class ChangeFilterType : OwnFilter
{
    /// <summary>Adds them.</summary>
    /// <param name="field">The type of comparisons of a field's name.</param>
    protected static void AddFields(TypeRegistry types, InputObjectGraphType filter, string field)
    {
        var text = ComparisonTypes.Text(types);
        filter.AddField("kind", ComparisonTypes.Enum(types, typeof(ChangeKind)), "What happened, in one word.");
        filter.AddField(
            "field",
            field,
            "The field that changed; field, before, after and their texts in one object speak of the same field's change."
        );
        filter.AddField(
            "before",
            text,
            "Canonical text of the value before: enum name, RFC 3339 instant, id, or the text itself."
        );
        filter.AddField(
            "after",
            text,
            "Canonical text of the value after: enum name, RFC 3339 instant, id, or the text itself."
        );
        filter.AddField("beforeText", text, "Display text of the value before, as it read at the time.");
        filter.AddField("afterText", text, "Display text of the value after, as it read at the time.");
        filter.AddField(
            "action",
            ComparisonTypes.Enum(types, typeof(ChangeAction)),
            "The kind of operation that made the change."
        );
        filter.AddField(
            "actorId",
            ComparisonTypes.Id(types, EntityModel.Of<User>()),
            "Who did it: the id of a user or a contact; null is the system itself."
        );
        filter.AddField("changeSetId", ComparisonTypes.Id(types), "The change set that the change is a part of.");
        filter.AddField(
            "since",
            "String",
            "A cursor of the change log: only changes behind it, so that a count tells what is new."
        );
        filter.AddField("occurredAt", ComparisonTypes.Instant(types), "When it happened, in UTC.");
    }
}
