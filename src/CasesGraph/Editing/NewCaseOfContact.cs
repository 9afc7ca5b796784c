using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.Editing;

/// <summary>A case that a contact opens: whose it is, follows from who calls.</summary>
internal static class NewCaseOfContact
{
    public static async Task CheckAsync(
        EntityValues<Case> values,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var (caller, contact) = (call.Caller, call.Caller.Access.Contact!);
        // The log has their names, though the contact sees no team.
        List<(Type, long)> linked =
        [
            (typeof(Contact), caller.Actor.ContactId!.Value),
            (typeof(Team), caller.TeamForNew),
        ];
        if (caller.AccountForNew is { } account)
            linked.Add((typeof(Account), account));
        await call.Linked.LoadAsync(linked, token);
        if (values[nameof(Case.Priority)] is not null && !contact.GivesPriority)
            checks.Add(
                InputChecks.Path("priority"),
                ValidationCode.Forbidden,
                "How urgent it is, is not for you to say (Portal:Priority)."
            );
    }

    public static void Settle(Case @case, Call call)
    {
        var caller = call.Caller;
        @case.Source = CaseSource.Portal;
        @case.OpenedById = caller.Actor.ContactId;
        // What was deleted meanwhile gets nothing new.
        @case.AccountId =
            caller.AccountForNew is { } account && call.Linked.Knows(typeof(Account), account) ? account : null;
        @case.TeamId = caller.TeamForNew;
    }
}
