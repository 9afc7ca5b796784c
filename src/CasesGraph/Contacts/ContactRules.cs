using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

/// <summary>What a contact sees in the portal is for those to say who change rights, also by undoing.</summary>
internal sealed class ContactRules : EntityRules<Contact>
{
    protected override Task CheckAsync(
        EntityValues<Contact> values,
        Contact? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (
            values[nameof(Contact.PortalAccess)] is PortalAccess access
            && access != (current?.PortalAccess ?? PortalAccess.None)
            && !call.Caller.May(AccessAction.AccessManage)
        )
            checks.Add(
                InputChecks.Path("portalAccess"),
                ValidationCode.Forbidden,
                "What a contact sees in the portal is changed with ACCESS_MANAGE."
            );
        return Task.CompletedTask;
    }
}
