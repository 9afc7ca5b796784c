using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

[Description("A user, and as whom an identity provider knows them.")]
public sealed record LinkIdentityInput(
    [property: Description("The id of the user.")] Ref<User> UserId,
    [property: Description("Whose tokens: one of the issuers in the settings, in exactly these characters.")]
        string Issuer,
    [property: Description("The sub of the tokens, in exactly these characters; at most 255.")] string Subject,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The user who signs in so from now on, or why not.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record LinkIdentityPayload(
    [property: Description("The user with the identity.")] Ref<User>? User,
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
        var references = new ReferenceChecks(call, checks);
        references.Add(InputChecks.Path("userId"), typeof(User), input.UserId.Key);
        await references.RunAsync(token);
        call.CheckReach(InputChecks.Path("userId"), await call.RolesOfAsync(input.UserId.Key, token), checks);
        var isLinked = await CheckAsync(input.Issuer, input.Subject, input.UserId.Key, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        if (isLinked)
            return new LinkIdentityPayload(input.UserId, ChangeSet: null);

        var user = await call.Db.FindAsync<User>([input.UserId.Key], token);
        call.Db.Add(
            new Identity
            {
                User = user!,
                Issuer = input.Issuer,
                Subject = input.Subject,
                LinkedAt = call.Now,
            }
        );
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new LinkIdentityPayload(input.UserId, set);
    }

    /// <summary>Notes why an identity cannot be a user's; true where it is already.</summary>
    public async Task<bool> CheckAsync(
        string issuer,
        string subject,
        long user,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var at = InputChecks.Path("subject");
        checks.Text(at, (ScalarField)EntityModel.Of<Identity>().Find("subject")!, subject);
        if (!settings.Issuers.Contains(issuer))
            checks.Add(InputChecks.Path("issuer"), ValidationCode.InvalidValue, NoIssuer(issuer));
        if (checks.Errors.Length > 0)
            return false;
        var holder = await call
            .Db.Set<Identity>()
            .Where(one => one.Issuer == issuer && one.Subject == subject)
            .Select(one => (long?)one.UserId)
            .SingleOrDefaultAsync(token);
        if (holder is { } other && other != user)
        {
            const string taken = "Another user signs in so already.";
            await checks.NotUniqueAsync<User>(at, new(other), taken, taken, token);
        }
        return holder == user;
    }

    private string NoIssuer(string issuer) =>
        settings.Issuers.Count == 0
            ? "The settings have no issuer (Authentication:Issuers)."
            : $"'{issuer}' is no issuer of the settings, which have {string.Join(", ", settings.Issuers)}.";
}
