using CasesGraph.Access;

namespace CasesGraph.ChangeLog;

/// <summary>Actors as entries of the log have them, in one column: one index finds what anybody did.</summary>
internal static class ActorKeys
{
    extension(Actor actor)
    {
        /// <summary>A user's key, or a contact's with a minus; null for the system itself.</summary>
        public long? LogKey => actor.UserId ?? -actor.ContactId;
    }
}
