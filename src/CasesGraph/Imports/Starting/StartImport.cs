using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Proposing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Starting;

[Description("The job that brings the file in, or why it does not begin.")]
[Errors(typeof(NotFoundError<Import>), typeof(ImportUnansweredError), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record StartImportPayload([property: Description("The job; onJobProgress follows it.")] Ref<Job>? Job);

[Description("What has to be decided before the file can be brought in; nothing was written.")]
public sealed record ImportUnansweredError(
    [property: Description("Columns whose days can be read in two ways: their fields need a dateFormat.")]
        IReadOnlyList<ImportColumn> Dates,
    [property: Description(
        "Columns with values of which it is not certain what they become: their fields need an answer for each in values, or otherValues."
    )]
        IReadOnlyList<ImportColumn> Values,
    [property: Description("Names of fields that new records have to have and nothing brings.")]
        IReadOnlyList<string> Missing
) : UserError("Some columns have to be decided on first.");

internal sealed class StartImport(JobQueue jobs) : IOperation<StartImportInput, StartImportPayload>
{
    public async Task<Outcome<StartImportPayload>> RunAsync(StartImportInput input, Call call, CancellationToken token)
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var import = await call.Db.Rows<Import>().SingleOrDefaultAsync(one => one.Id == input.ImportId.Key, token);
        // A malformed id has been noted when it was read.
        if (import is null && input.ImportId.Key != 0)
            checks.Add(new NotFoundError<Import>(input.ImportId));
        var mapping = await FindMappingAsync(input, import, call, checks, token);
        if (import is not null && (mapping is not null || input.Fields is not null))
        {
            var isMapped = mapping is not null && input.Fields is null;
            if (isMapped)
                input = input with { Fields = Mapped(mapping!, import, checks) };
            Check(input, import, call, checks);
            new StartChecks(input, isMapped ? ["mappingId", "fields"] : ["fields"], import, checks).Run();
            if (input.DuplicateCheck is not null)
                new DuplicateCheckChecks(input, TargetFields.Of(import.Records), call.Db.Model, checks).Run();
        }
        await CheckRetriedAsync(input, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        var plan = ImportPlan.Of(import!, input);
        if (Unanswered.Of(plan) is { } unanswered)
            return unanswered;

        return new StartImportPayload(await QueueAsync(input, import!, call, token));
    }

    /// <summary>The mapping that is named; what is wrong with that is noted.</summary>
    private static async Task<ImportMapping?> FindMappingAsync(
        StartImportInput input,
        Import? import,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (input.MappingId is not { } id)
        {
            if (input.Fields is null)
                checks.Add(
                    InputChecks.Path("fields"),
                    ValidationCode.Required,
                    "Either the fields are to be given or a mapping that has them."
                );
            return null;
        }
        if (input.Fields is not null)
            checks.Add(InputChecks.Path("mappingId"), ValidationCode.Conflict, "The fields are given already.");
        return await MappingChecks.FindAsync(id, import?.Records, call, checks, token);
    }

    /// <summary>Its fields with the columns of the file; such as the file does not have are noted.</summary>
    private static IReadOnlyList<ImportFieldInput> Mapped(ImportMapping mapping, Import import, InputChecks checks)
    {
        var columns = ImportJson.Read<IReadOnlyList<ImportColumn>>(import.Columns)!;
        return MappedFields
            .Of(mapping)
            .For(
                [.. columns.Select(column => column.Header)],
                (path, message) =>
                    checks.Add(InputChecks.Path(["mappingId", "fields", .. path]), ValidationCode.NotFound, message)
            );
    }

    private static void Check(StartImportInput input, Import import, Call call, InputChecks checks)
    {
        var demands = ImportDemands.Of(input, TargetFields.Of(import.Records));
        if (call.Caller.Denied(demands) is { } denied)
            checks.Add(new ForbiddenError(denied));
    }

    private static async Task CheckRetriedAsync(
        StartImportInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // A malformed id has been noted when it was read.
        if (input.RetryRejectedOf is not { Key: not 0 } retried)
            return;
        var import = input.ImportId.Key;
        var isOne = await call
            .Db.Rows<Job>()
            .AnyAsync(
                job =>
                    job.Id == retried.Key
                    && job.Kind == JobKind.Import
                    && job.ImportId == import
                    && job.FinishedAt != null,
                token
            );
        if (!isOne)
            checks.Add(
                InputChecks.Path("retryRejectedOf"),
                ValidationCode.InvalidId,
                "There is no import of this file with this id that has ended."
            );
    }

    private Task<Ref<Job>> QueueAsync(StartImportInput input, Import import, Call call, CancellationToken token) =>
        jobs.AddLongAsync(
            call,
            JobKind.Import,
            PrepareImport.TypeOf(import.Records),
            queued =>
            {
                queued.ImportId = import.Id;
                queued.Work = ImportJson.Write(input);
                queued.DryRun = input.DryRun;
                queued.ChangeSet = input.DryRun ? null : ChangeSet.Of(call, ChangeAction.Import, input.Reason);
            },
            token
        );
}
