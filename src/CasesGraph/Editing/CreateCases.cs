using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("A new case: as createCase takes it, but for files and the reason.")]
public sealed record NewCaseInput(
    [property: FieldsOf(EditableIn.Create)] EntityValues<Case> Values,
    InputExtensions Parts
);

[Description("New cases, written together.")]
public sealed record CreateCasesInput(
    [property: Description("The cases, 1 to 100; their numbers are in this order.")] IReadOnlyList<NewCaseInput> Cases,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("Whether one case that cannot be created keeps all from being created.")]
        ErrorPolicy ErrorPolicy = ErrorPolicy.RejectEverything
);

[Description("What came of one of the cases that were to be created.")]
public sealed record NewCaseResult(
    [property: Description("The place among the cases of the input, from 0.")] int Index,
    [property: Description("The case that was created; null where it was not.")] Ref<Case>? Case,
    [property: Description(
        "What is wrong with it; empty where nothing is. An id or a reference that names nothing is INVALID_ID here."
    )]
        IReadOnlyList<ValidationIssue> Issues
);

[Description("The new cases, and what was not created; or why nothing was looked at.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateCasesPayload(
    [property: Description("How many cases were created; 0 when everything is rejected.")] int? Created,
    [property: Description("How many have mistakes.")] int? RejectedCount,
    [property: Description("One for each case, in the order of the input.")] IReadOnlyList<NewCaseResult>? Results,
    [property: Description("The change set of this call, with all cases; null when none was created.")]
        Ref<ChangeSet>? ChangeSet
);

public sealed class CreateCases : IOperation<CreateCasesInput, CreateCasesPayload>, IDemands<CreateCasesInput>
{
    public IEnumerable<AccessAction> Demands(CreateCasesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Cases.SelectMany(one => CaseDemands.Of(one.Values, one.Parts));
    }

    public const int Most = 100;
    private const string Cases = "cases";

    public async Task<Outcome<CreateCasesPayload>> RunAsync(CreateCasesInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var mistakes = new MistakesByItem(Cases, call);
        var checks = new InputChecks(mistakes.Call);
        checks.Reason(input.Reason);
        if (input.Cases.Count == 0)
            checks.Add(InputChecks.Path(Cases), ValidationCode.TooShort, "There is no case to create.");
        if (input.Cases.Count > Most)
            checks.Add(InputChecks.Path(Cases), ValidationCode.TooMany, $"At most {Most} cases are created at once.");
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var created = input.Cases.Select(one => new CreatedCase(one.Values, one.Parts)).ToList();
        var twice = new SharedReferences();
        var checkedCases = created.ConvertAll(one => one.With(mistakes.NewCall()));
        await CreatedCase.CheckAllAsync(checkedCases, call, token);
        foreach (var (index, one) in checkedCases.Index())
        {
            twice.Check(one.Case, one.Checks);
            mistakes.Add(index, one.Checks.Errors);
        }
        var refused = mistakes.Count > 0 && input.ErrorPolicy is ErrorPolicy.RejectEverything;
        var logs = new Dictionary<int, NewCaseLog>();
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
        var taken = created.Index().Where(one => !refused && mistakes.Of(one.Index).Count == 0).ToList();
        var made = await CreatedCase.MakeAllAsync(taken.ConvertAll(one => one.Item), defaults, call, token);
        foreach (var (one, log) in taken.Zip(made))
            logs.Add(one.Index, log);
        var set =
            logs.Count == 0
                ? null
                : await NewCaseLog.SaveAllAsync([.. logs.Values], call, ChangeAction.Create, input.Reason, token);
        return new CreateCasesPayload(
            logs.Count,
            mistakes.Count,
            [
                .. created.Select(
                    (_, index) =>
                        new NewCaseResult(
                            index,
                            logs.TryGetValue(index, out var log) ? new(log.Number) : null,
                            mistakes.Of(index)
                        )
                ),
            ],
            set
        );
    }

    /// <summary>Of two new cases with one id in another system, the later is wrong.</summary>
    private sealed class SharedReferences
    {
        private readonly HashSet<string> cases = new(StringComparer.Ordinal);
        private readonly HashSet<string> items = new(StringComparer.Ordinal);

        public void Check(CreatedCase one, InputChecks checks)
        {
            const string twice = "Another of the cases has the same external reference.";
            var field = InputChecks.Path(ExternalReferences.Field);
            if (one.ExternalReference is { } reference && !cases.Add(reference))
                checks.Add(field, ValidationCode.Conflict, twice);
            if (one.ExternalReferencesOfItems.Where(other => !items.Add(other)).ToList() is [_, ..])
                checks.Add(InputChecks.Path("firstMessage", ExternalReferences.Field), ValidationCode.Conflict, twice);
        }
    }
}
