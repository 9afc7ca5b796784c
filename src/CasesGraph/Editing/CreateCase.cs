using System.ComponentModel;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("A new case with its fields, contacts and bugs.")]
public sealed record CreateCaseInput(
    [property: FieldsOf(EditableIn.Create)] EntityValues<Case> Values,
    [property: Description("People on the customer's side to link, each once, at most one of them PRIMARY.")]
        IReadOnlyList<CaseContactInput>? Contacts,
    [property: Description("Ids or numbers of the bugs to link; one given twice counts once.")]
        IReadOnlyList<Ref<Bug>>? BugIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("A contact to link to a case, and in which role.")]
public sealed record CaseContactInput(
    [property: Description("The id of the contact to link.")] Ref<Contact> ContactId,
    [property: Description(
        "What the contact is to this case; when not given, OTHER for a new link, and unchanged for one that is there."
    )]
        ContactRole? Role
);

[Description("The new case, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateCasePayload(
    [property: Description("The case that was created.")] Ref<Case>? Case,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

public sealed class CreateCase : IOperation<CreateCaseInput, CreateCasePayload>
{
    public async Task<Outcome<CreateCasePayload>> RunAsync(CreateCaseInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var contacts = input.Contacts ?? [];
        var bugs = input.BugIds ?? [];
        var checks = new InputChecks(call);
        checks.Creation(input.Values);
        checks.Reason(input.Reason);
        CaseLinkChecks.OnePerContact(contacts, checks);
        var references = new ReferenceChecks(call, checks);
        references.Add(input.Values, current: null);
        CaseLinkChecks.Add(references, contacts, bugs);
        await references.RunAsync(token);
        await CaseChecks.UniqueReferenceAsync(input.Values, current: null, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var @case = new Case { Subject = "", Source = CaseSource.Api };
        input.Values.ApplyTo(@case);
        CaseRules.Create(@case, statusGiven: input.Values[nameof(Case.Status)] is not null, call.Now);
        foreach (var contact in contacts)
            @case.Contacts.Add(
                new CaseContact { ContactId = contact.ContactId.Key, Role = contact.Role ?? ContactRole.Other }
            );
        foreach (var bug in bugs.Distinct())
            @case.Bugs.Add(new CaseBug { BugNumber = bug.Key });
        var changeSet = await new NewCaseLog(call, @case).SaveAsync(ChangeAction.Create, input.Reason, token);
        return new CreateCasePayload(new(@case.Number), changeSet);
    }
}
