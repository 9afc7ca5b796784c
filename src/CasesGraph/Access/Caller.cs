using CasesGraph.Users;

namespace CasesGraph.Access;

/// <summary>Who calls: the actor that change sets name and that idempotency keys belong to.</summary>
public sealed record Caller(Actor Actor)
{
    /// <summary>A stable text of the actor, such as "user:1".</summary>
    public string Key =>
        Actor switch
        {
            { UserId: { } user } => $"user:{user}",
            { ContactId: { } contact } => $"contact:{contact}",
            _ => "system",
        };
}
