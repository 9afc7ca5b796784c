using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

[Description("A user or a contact, and as whom an identity provider knows them.")]
public sealed record LinkIdentityInput(
    [property: Description("The id of the user; this or contactId.")] Ref<User>? UserId,
    [property: Description("The id of the contact, who signs in to the portal so; this or userId.")]
        Ref<Contact>? ContactId,
    [property: Description(
        "Whose tokens: one of the issuers that the settings have for users or for contacts, in exactly these characters."
    )]
        string Issuer,
    [property: Description("The sub of the tokens, in exactly these characters; at most 255.")] string Subject,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("Whoever signs in so from now on, or why not.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record LinkIdentityPayload(
    [property: Description("The user with the identity; null where it is a contact's.")] Ref<User>? User,
    [property: Description("The contact with the identity; null where it is a user's.")] Ref<Contact>? Contact,
    [property: Description("The change set of this call; null when it was linked already.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class LinkIdentity(IdentitySettings settings) : IOperation<LinkIdentityInput, LinkIdentityPayload>
{
    public async Task<Outcome<LinkIdentityPayload>> RunAsync(
        LinkIdentityInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var holder = await HolderAsync(input, call, checks, token);
        var isLinked = await CheckAsync(
            new(input.Issuer, input.Subject),
            input.ContactId is null ? IdentityKind.User : IdentityKind.Contact,
            holder,
            call,
            checks,
            token
        );
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        if (isLinked)
            return new LinkIdentityPayload(input.UserId, input.ContactId, ChangeSet: null);

        call.Db.Add(
            new Identity
            {
                User = holder as User,
                Contact = holder as Contact,
                Issuer = input.Issuer,
                Subject = input.Subject,
                LinkedAt = call.Now,
            }
        );
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new LinkIdentityPayload(input.UserId, input.ContactId, set);
    }

    /// <summary>Notes why an identity cannot be somebody's; true where it is already.</summary>
    /// <param name="holder">The user or the contact; null where that is a mistake of its own.</param>
    public async Task<bool> CheckAsync(
        IdentityName name,
        IdentityKind kind,
        object? holder,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var at = InputChecks.Path("subject");
        checks.Text(at, (ScalarField)EntityModel.Of<Identity>().Find("subject")!, name.Subject);
        if (!settings.IssuersOf(kind).Contains(name.Issuer))
            checks.Add(InputChecks.Path("issuer"), ValidationCode.InvalidValue, NoIssuer(name.Issuer, kind));
        if (checks.Errors.Length > 0)
            return false;
        var found = await call
            .Db.Set<Identity>()
            .Where(one => one.Issuer == name.Issuer && one.Subject == name.Subject)
            .Select(one => new { one.UserId, one.ContactId })
            .SingleOrDefaultAsync(token);
        if (found is null)
            return false;
        if (found.UserId == (holder as User)?.Id && found.ContactId == (holder as Contact)?.Id)
            return true;
        if (found.UserId is { } user)
        {
            const string taken = "Another user signs in so already.";
            await checks.NotUniqueAsync<User>(at, new(user), taken, taken, token);
        }
        else
        {
            const string taken = "Another contact signs in so already.";
            await checks.NotUniqueAsync<Contact>(at, new(found.ContactId!.Value), taken, taken, token);
        }
        return false;
    }

    /// <summary>The user or the contact, with the mistakes that are in naming them noted.</summary>
    private static async Task<object?> HolderAsync(
        LinkIdentityInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var references = new ReferenceChecks(call, checks);
        switch (input)
        {
            case { UserId: { } user, ContactId: null }:
                references.Add(InputChecks.Path("userId"), typeof(User), user.Key);
                await references.RunAsync(token);
                call.CheckReach(InputChecks.Path("userId"), await call.RolesOfAsync(user.Key, token), checks);
                return await call.Db.FindAsync<User>([user.Key], token);
            case { UserId: null, ContactId: { } contact }:
                references.Add(InputChecks.Path("contactId"), typeof(Contact), contact.Key);
                await references.RunAsync(token);
                return await call.Db.FindAsync<Contact>([contact.Key], token);
            default:
                checks.Add(
                    InputChecks.Path(input.UserId is null ? "userId" : "contactId"),
                    input.UserId is null ? ValidationCode.Required : ValidationCode.Conflict,
                    "Give either userId or contactId."
                );
                return null;
        }
    }

    private string NoIssuer(string issuer, IdentityKind kind)
    {
        var known = settings.IssuersOf(kind);
        var whom = kind is IdentityKind.Contact ? "contacts" : "users";
        return known.Count == 0
            ? $"The settings have no issuer for {whom} (Authentication:Issuers)."
            : $"'{issuer}' is no issuer of the settings for {whom}, which have {string.Join(", ", known)}.";
    }
}

/// <summary>Whom an issuer means.</summary>
internal sealed record IdentityName(string Issuer, string Subject);
