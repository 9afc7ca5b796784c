using System.ComponentModel;
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

public sealed class CreateCase : IAddingOperation<CreateCaseInput, CreateCasePayload>
{
    public bool OnlyAdds(CreateCaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return NewCaseItems.Given(input.Parts).Count == 0 && !CaseLinks.Given(input.Parts).Exists(part => part.Writes);
    }

    public async Task<Outcome<CreateCasePayload>> RunAsync(CreateCaseInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var (parts, items) = (CaseLinks.Given(input.Parts), NewCaseItems.Given(input.Parts));
        var checks = new InputChecks(call);
        var values = await NamedStatus.ReadAsync(input.Values, call, checks, token);
        checks.Creation(values);
        checks.Reason(input.Reason);
        var references = new ReferenceChecks(call, checks);
        references.Add(values, current: null);
        parts.ForEach(part => part.Check(checks, references, held: null));
        items.ForEach(item => item.Check(checks, references));
        await references.RunAsync(token);
        await CaseChecks.UniqueReferenceAsync(values, current: null, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var @case = new Case { Subject = "", Source = CaseSource.Api };
        values.ApplyTo(@case);
        CaseRules.Create(
            @case,
            statusGiven: values[nameof(Case.Status)] is not null,
            detailOf: @case.StatusDetailId is null ? null : @case.Status,
            await StatusDefaults.LoadAsync(call.Db, token),
            call.Now
        );
        var links = await CaseLinks.NewAsync(parts, items.SelectMany(item => item.Links), call, token);
        var rows = items.SelectMany(item => item.New(@case, call)).ToList();
        var changeSet = await new NewCaseLog(call, @case, [.. links, .. rows]).SaveAsync(
            ChangeAction.Create,
            input.Reason,
            token
        );
        return new CreateCasePayload(new(@case.Number), changeSet);
    }
}
