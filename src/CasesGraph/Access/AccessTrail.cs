using CasesGraph.Serving;

namespace CasesGraph.Access;

/// <summary>
/// Keeps who was let in and what was refused, for those who look into it later. What a write changes of rights is not told
/// here: it is read off its log.
/// </summary>
public abstract class AccessTrail
{
    /// <summary>Somebody looks as another. Nothing is to be told to them before this is kept.</summary>
    /// <exception cref="UnavailableException">It could not be kept.</exception>
    public abstract Task ViewsAsync(Caller caller, CancellationToken token);

    /// <summary>Somebody wanted to look as another, and was not let.</summary>
    /// <param name="wanted">The user or contact; null where there is none.</param>
    public abstract void ViewRefused(Caller caller, Actor? wanted, string reason);

    /// <summary>A key wanted to act as a contact, and was not let.</summary>
    /// <param name="contact">The contact's key; null where there is none.</param>
    public abstract void ActRefused(Caller caller, long? contact, string reason);

    /// <summary>Nobody was let in by what was shown.</summary>
    /// <param name="identity">Whom a token named whose issuer is known; null for anything else.</param>
    public abstract void SignInRefused(string reason, HashedIdentity? identity, string? address);

    /// <summary>Somebody was let in by an identity that was never used before.</summary>
    public abstract void FirstSignIn(Caller caller, HashedIdentity identity);

    /// <summary>A mutation was refused for want of a right.</summary>
    /// <param name="about">What the input names; null where that is nothing, or several.</param>
    public abstract void MutationRefused(
        Caller caller,
        string mutation,
        AccessAction action,
        (Type Entity, long Key)? about
    );

    /// <summary>A request was refused for asking too much.</summary>
    /// <param name="limit">The setting; null for the points at the moment.</param>
    public abstract void LimitRefused(Caller caller, string code, string? limit);

    /// <summary>Whether it is kept who reads an object of an entity by its id.</summary>
    public abstract bool KeepsReads(Type entity);

    /// <summary>An object was read by its id, where that is kept.</summary>
    public abstract void Read(Caller caller, Type entity, long key);

    /// <summary>A file of a case was loaded.</summary>
    /// <param name="attachmentId">The opaque id.</param>
    public abstract void Loaded(Caller caller, long caseNumber, string attachmentId);
}
