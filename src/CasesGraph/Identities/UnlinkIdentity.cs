using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

[Description("An identity that is to let nobody in any more.")]
public sealed record UnlinkIdentityInput(
    [property: Description("Whose tokens, in exactly these characters.")] string Issuer,
    [property: Description("The sub of the tokens, in exactly these characters.")] string Subject,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("Whoever had the identity, or why it is linked still.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record UnlinkIdentityPayload(
    [property: Description("The user without the identity; null where it was a contact's.")] Ref<User>? User,
    [property: Description("The contact without the identity; null where it was a user's.")] Ref<Contact>? Contact,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class UnlinkIdentity : IOperation<UnlinkIdentityInput, UnlinkIdentityPayload>
{
    public async Task<Outcome<UnlinkIdentityPayload>> RunAsync(
        UnlinkIdentityInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var at = InputChecks.Path("subject");
        // What cannot be stored is not asked for either.
        var identity = TextRules.IsStorable(input.Issuer + input.Subject)
            ? await call
                .Db.Rows<Identity>()
                .Include(one => one.User)
                .Include(one => one.Contact)
                .SingleOrDefaultAsync(one => one.Issuer == input.Issuer && one.Subject == input.Subject, token)
            : null;
        if (identity is null)
            checks.Add(at, ValidationCode.InvalidValue, "Nobody signs in so.");
        else if (identity.UserId is { } user)
            call.CheckReach(at, await call.RolesOfAsync(user, token), checks);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        call.Db.Remove(identity!);
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new UnlinkIdentityPayload(
            identity!.UserId is { } of ? new(of) : null,
            identity.ContactId is { } contact ? new(contact) : null,
            set
        );
    }
}
