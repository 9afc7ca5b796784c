using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>A case that a contact opens: whose it is, follows from who calls.</summary>
internal static class NewCaseOfContact
{
    public static void Check(EntityValues<Case> values, ContactView contact, InputChecks checks)
    {
        if (values[nameof(Case.Priority)] is not null && !contact.GivesPriority)
            checks.Add(
                InputChecks.Path("priority"),
                ValidationCode.Forbidden,
                "How urgent it is, is not for you to say (Portal:Priority)."
            );
    }

    public static void Settle(Case @case, Caller caller)
    {
        @case.Source = CaseSource.Portal;
        @case.OpenedById = caller.Actor.ContactId;
        @case.AccountId = caller.AccountForNew;
        @case.TeamId = caller.TeamForNew;
    }
}
