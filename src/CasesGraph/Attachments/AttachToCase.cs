using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Attachments;

[Description("Files to attach to a case.")]
public sealed record AttachToCaseInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description("At least one file; each has a name of at most 255 characters.")]
        IReadOnlyList<Upload> Files,
    [property: Description(
        "The files' ids in another system, in their order, each unique among files; an empty text for a file without one."
    )]
        IReadOnlyList<string>? ExternalReferences,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("False to show the files to the contacts who see the case in the portal.")]
        bool Internal = true
);

[Description("The attached files, or why none was attached.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record AttachToCasePayload(
    [property: Description("The files that were attached, in the order in which they were given.")]
        IReadOnlyList<Ref<Attachment>>? Attachments,
    [property: Description("The case after it.")] Ref<Case>? Case,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

[ForContacts("caseId", "files")]
public sealed class AttachToCase(CaseRoom room) : IOperation<AttachToCaseInput, AttachToCasePayload>
{
    public async Task<Outcome<AttachToCasePayload>> RunAsync(
        AttachToCaseInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        if (input.Files.Count == 0)
            checks.Add(InputChecks.Path("files"), ValidationCode.TooShort, "There is no file to attach.");
        UploadChecks.Run("files", input.Files, checks);
        var references = await ReferencesAsync(input, call, checks, token);
        checks.Reason(input.Reason);
        var @case = await CaseChecks.FindAsync(input.CaseId, call, checks, token);
        if (@case is not null)
            await room.CheckAsync("files", input.Files, @case, checks, call, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        // What contacts attach they see themselves.
        var isInternal = input.Internal && !call.Caller.Access.IsContact;
        var attachments = input.Files.Select(file => UploadChecks.ToAttachment(file, isInternal, call)).ToList();
        foreach (var (attachment, reference) in attachments.Zip(references))
        {
            attachment.ExternalReference = reference;
            attachment.Case = @case!;
            call.Db.Add(attachment);
        }
        var changeSet = await call.SaveAsync(ChangeAction.Link, input.Reason, token);
        return new AttachToCasePayload(
            attachments.ConvertAll(attachment => new Ref<Attachment>(attachment.Id)),
            new(@case!.Number),
            changeSet
        );
    }

    /// <summary>One for each file.</summary>
    private static async Task<IReadOnlyList<string?>> ReferencesAsync(
        AttachToCaseInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        const string field = "externalReferences";
        if (input.ExternalReferences is not { } given)
            return new string?[input.Files.Count];
        if (given.Count != input.Files.Count)
            checks.Add(
                InputChecks.Path(field),
                ValidationCode.InvalidValue,
                "There is one external reference for each file, an empty text where it has none."
            );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var others = new ReferenceChecks(call, checks);
        var references = given.Select(TextRules.OrNull).ToList();
        foreach (var (index, reference) in references.Index())
        {
            string[] at = [field, InputChecks.Item(index)];
            if (reference is not null && !seen.Add(reference))
                checks.Add(
                    InputChecks.Path(at),
                    ValidationCode.Conflict,
                    "Two files have the same external reference."
                );
            others.AddExternal<Attachment>(at, reference);
        }
        await others.RunAsync(token);
        return references;
    }
}
