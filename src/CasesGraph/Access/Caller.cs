using System.Text.Json.Serialization;

namespace CasesGraph.Access;

/// <summary>Who calls: the actor that change sets name and that idempotency keys belong to.</summary>
/// <param name="IsAdministrator">Whether everything is allowed, what cannot be undone too.</param>
public sealed record Caller(Actor Actor, bool IsAdministrator = false)
{
    /// <summary>A stable text of the actor, such as "user:1".</summary>
    [JsonIgnore]
    public string Key =>
        Actor switch
        {
            { UserId: { } user } => $"user:{user}",
            { ContactId: { } contact } => $"contact:{contact}",
            _ => "system",
        };
}
