using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Portal;

/// <summary>Why somebody does not act as a contact.</summary>
internal enum ActFault
{
    /// <summary>It was no key that was shown, or one that lacks ACT_AS_CONTACT.</summary>
    Forbidden,

    /// <summary>There is no such contact, or it may not use the portal.</summary>
    Inactive,
}

/// <summary>
/// Lets portals act as contacts, who have signed in to them: what a request may do and see is the contact's, and nothing of
/// it the key's, which the log names beside the contact.
/// </summary>
internal sealed class ActingAsContact(ContactRights contacts, CasesDatabase database)
{
    /// <summary>The contact as the caller, or why not.</summary>
    /// <param name="contact">The contact's key; null for an id that nobody has.</param>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    public async ValueTask<(Caller? Caller, ActFault Fault)> AsAsync(Caller key, long? contact, CancellationToken token)
    {
        if (key.ApiKeyId is null || !key.May(AccessAction.ActAsContact))
            return (null, ActFault.Forbidden);
        try
        {
            return contact is { } id && await contacts.FindAsync(id, token) is { } found
                ? (
                    found with
                    {
                        ApiKeyId = key.ApiKeyId,
                        ExpiresAt = key.ExpiresAt,
                        Address = key.Address,
                        IsUncounted = key.IsUncounted,
                        Signer = key.Signer,
                    },
                    default
                )
                : (null, ActFault.Inactive);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }
}
