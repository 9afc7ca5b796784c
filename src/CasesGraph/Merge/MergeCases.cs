using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Merge;

[Description("Cases that are the same request, to be made one.")]
public sealed record MergeCasesInput(
    [property: Description("The id or the number of the case that goes on.")] Ref<Case> PrimaryId,
    [property: Description("Ids or numbers of the 1 to 20 cases to merge into it.")]
        IReadOnlyList<Ref<Case>> DuplicateIds,
    [property: Description("Fields to take from one of the duplicates; all others stay as the primary case has them.")]
        IReadOnlyList<MergeChoiceInput>? Choices,
    [property: Description("Versions that the caller knows; the call is refused when one of the cases has another.")]
        IReadOnlyList<CaseVersionInput>? ExpectedVersions,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without merging anything: a preview.")] bool DryRun = false,
    [property: Description(
        "True to merge cases of different accounts, or of openers at different accounts; a dry run needs it not. Look at audience first."
    )]
        bool AcrossAccounts = false
);

[Description("The case that a field's value is taken from.")]
public sealed record MergeChoiceInput(
    [property: Description("A plain field or a reference; links, conversation and attachments are all kept anyway.")]
        CaseField Field,
    [property: Description("The case whose value to take: one of the duplicates, or the primary case.")]
        Ref<Case> FromCaseId
);

[Description("The version of a case that the caller knows.")]
public sealed record CaseVersionInput(
    [property: Description("The id or the number of the case.")] Ref<Case> Id,
    [property: Description("The version that the case must have.")] int Version
);

[Description("The case that goes on and what it took over, or why nothing was merged.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(VersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record MergeCasesPayload(
    [property: Description("The primary case: after the merge, or as it is in a dry run.")] Ref<Case>? Case,
    [property: Description("Every differing field with the value of each case before the merge, and whose is taken.")]
        IReadOnlyList<MergeField>? Fields,
    [property: Description("What comes over from the duplicates.")] MergeCounts? Moved,
    [property: Description(
        "Contacts of the cases who come to belong to messages of the others, those with most first; at most 100."
    )]
        IReadOnlyList<MergeAudience>? Audience,
    [property: Description("How many such contacts there are.")] int? AudienceCount,
    [property: Description("The change set that stands for this call in the change log; null in a dry run.")]
        Ref<ChangeSet>? ChangeSet
);

[Description("A field in which the cases of a merge differ.")]
public sealed record MergeField(
    [property: Description("The field in which they differ.")] CaseField Field,
    [property: Description("The field's label, for people.")] string Label,
    [property: Description("The value of each case, the primary case's first.")] IReadOnlyList<MergeFieldValue> Values,
    [property: Description("The id of the case whose value is taken."), AsId] Ref<Case> TakenFrom
);

[Description("The value that one of the cases has.")]
public sealed record MergeFieldValue(
    [property: Description("The case whose value it is.")] Ref<Case> Case,
    [property: Description("Its value as the change log writes it: enum name, id, or the text itself; null for none.")]
        object? Value,
    [property: Description("Its value as people read it: enum label, account or user name, or the text itself.")]
        string? Text
);

[Description("What the primary case gets from its duplicates.")]
public sealed record MergeCounts(
    [property: Description("Contacts that it did not have, or now has in a more specific role.")] int Contacts,
    [property: Description("Bugs that it did not have.")] int Bugs,
    [property: Description("Tags that it did not have.")] int Tags,
    [property: Description("Messages and notes that move to it.")] int Updates,
    [property: Description("Attachments that move to it.")] int Attachments
)
{
    internal static MergeCounts Of(IReadOnlyDictionary<CasePart, int> moved)
    {
        var counts = moved.ToDictionary(one => one.Key.Field.Name, one => one.Value, StringComparer.Ordinal);
        return new(counts["CONTACTS"], counts["BUGS"], counts["TAGS"], counts["UPDATES"], counts["ATTACHMENTS"]);
    }
}

public sealed class MergeCases : IOperation<MergeCasesInput, MergeCasesPayload>, IDemands<MergeCasesInput>
{
    /// <summary>Taking them from another case is giving them to the one that goes on.</summary>
    public IEnumerable<AccessAction> Demands(MergeCasesInput input) =>
        (input.Choices ?? [])
            .Where(choice => choice.FromCaseId != input.PrimaryId)
            .Select(choice => AuditedFields.Find(choice.Field))
            .Where(field => field == Composition.Assignee || field == Composition.Team)
            .Select(_ => AccessAction.CaseAssign);

    public async Task<Outcome<MergeCasesPayload>> RunAsync(MergeCasesInput input, Call call, CancellationToken token)
    {
        var checks = new MergeChecks(input, call);
        if (await checks.RunAsync(token) is not { } merge)
            return checks.Errors;

        var fields = await MergePreview.FieldsAsync(merge, call, token);
        var audience = MergedAccounts.Audience([merge.Primary, .. merge.Duplicates], checks.Parts);
        var log = new ChangeLogWriter(call, ChangeAction.Merge, input.Reason);
        var merging = new Merging(call, log, checks.Parts, await StatusDefaults.LoadAsync(call.Db, token));
        var moved = merging.Run(merge.Primary, merge.Duplicates, merge.Choices);
        if (!input.DryRun)
        {
            await Merging.KeepOriginsAsync(merge.Primary.Number, call, token);
            await log.SaveAsync(token);
            await merging.KeepAsync(token);
        }
        return new MergeCasesPayload(
            new(merge.Primary.Number),
            fields,
            moved,
            [.. audience.Take(MergeAudience.Most)],
            audience.Count,
            log.ChangeSet
        );
    }
}
