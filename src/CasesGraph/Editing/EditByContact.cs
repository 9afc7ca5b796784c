using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What a contact may change of a case: whether it is closed, and for a while the words by which they opened it.</summary>
internal sealed class EditByContact(Case @case, ContactView contact, Call call)
{
    /// <summary>The values as they are written, with what may not be changed noted.</summary>
    public EntityValues<Case> Read(EntityValues<Case> values, InputChecks checks)
    {
        if (values.Has(nameof(Case.Description)) && !MayDescribe)
            checks.Add(
                InputChecks.Path("description"),
                ValidationCode.Forbidden,
                $"The description can be changed by whoever opened the case, for {contact.EditMinutes} minutes. Write a message instead."
            );
        if (values[nameof(Case.Status)] is not CaseStatus wanted || wanted is CaseStatus.Closed)
            return values;
        if (!CaseRules.IsClosed(@case.Status) || wanted is not (CaseStatus.New or CaseStatus.Assigned))
        {
            checks.Add(
                InputChecks.Path("status"),
                ValidationCode.Forbidden,
                "A case can be closed (CLOSED), and a closed one opened again (NEW or ASSIGNED)."
            );
            return values;
        }
        // Which of the two it is, depends on whether somebody works on it.
        var read = values.Given.ToDictionary();
        read[read.Keys.Single(field => field.Property.Name is nameof(Case.Status))] = CaseRules.Waiting(
            @case.AssignedToId
        );
        return new(read);
    }

    private bool MayDescribe => @case.OpenedById == call.Caller.Actor.ContactId && contact.MayDescribe(@case.CreatedAt);
}
