using CasesGraph.Graph.Types;
using CasesGraph.Keys;
using CasesGraph.Model;
using CasesGraph.Users;
using GraphQL.Types;

namespace CasesGraph.Audit;

internal sealed class AuditEventFilterType : OwnFilter
{
    public override Type Entity => typeof(AuditEvent);

    public override void AddFields(TypeRegistry types, InputObjectGraphType filter)
    {
        var users = EntityModel.Of<User>();
        filter.AddField("id", ComparisonTypes.Id(types), "The opaque id of the object.");
        filter.AddField("at", ComparisonTypes.Instant(types), "When it happened, in UTC.");
        filter.AddField("kind", ComparisonTypes.Enum(types, typeof(AuditKind)), "What happened, or was refused.");
        filter.AddField("actor", "ActorFilterInput", "Who did it, or asked for it.");
        filter.AddField("apiKeyId", ComparisonTypes.Id(types, EntityModel.Of<ApiKey>()), "The API key that was shown.");
        filter.AddField("viewAsId", ComparisonTypes.Id(types, users), "As whom the actor looked.");
        filter.AddField("address", ComparisonTypes.Text(types), "The address that it came from.");
        filter.AddField(
            AuditEventFilter.ObjectId,
            ComparisonTypes.Id(types),
            "What it was done to, by its opaque id, also when that is gone."
        );
    }
}
