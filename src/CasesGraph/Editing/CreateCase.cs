using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("A new case with its fields, contacts and bugs.")]
public sealed record CreateCaseInput(
    [property: FieldsOf(EditableIn.Create)] EntityValues<Case> Values,
    InputExtensions Parts,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new case, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateCasePayload(
    [property: Description("The case that was created.")] Ref<Case>? Case,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

[ForContacts("subject", "description", "type", "priority")]
public sealed class CreateCase : IAddingOperation<CreateCaseInput, CreateCasePayload>, IDemands<CreateCaseInput>
{
    public IEnumerable<AccessAction> Demands(CreateCaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CaseDemands.Of(input.Values, input.Parts);
    }

    public bool OnlyAdds(CreateCaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return NewCaseItems.Given(input.Parts).Count == 0 && !CaseLinks.Given(input.Parts).Exists(part => part.Writes);
    }

    public async Task<Outcome<CreateCasePayload>> RunAsync(CreateCaseInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var created = new CreatedCase(input.Values, input.Parts);
        await created.CheckAsync(call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var log = await created.MakeAsync(await StatusDefaults.LoadAsync(call.Db, token), call, token);
        var changeSet = await log.SaveAsync(ChangeAction.Create, input.Reason, token);
        return new CreateCasePayload(new(log.Number), changeSet);
    }
}
