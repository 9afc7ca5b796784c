using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Imports.Starting;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>Rows as messages and notes of cases that are there, by the checks of whoever writes one.</summary>
internal sealed class MessageRows(ImportPlan plan, MadeRecords made) : ChunkRows(plan, made, duplicates: null)
{
    protected override async Task<IReadOnlyList<RowResult>> RunReadAsync(
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        var cases = new Dictionary<GivenRow, long>(ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            if (row.Reference("case") is { } number)
                cases.Add(row, number);
        }
        await new CaseMatches(Plan, call).FollowAsync(cases, token);
        List<(GivenRow Row, long Number)> of = [.. cases.Select(one => (one.Key, one.Value))];
        var held = await HeldMessages.LoadAsync(
            of.SelectMany(one => one.Row.Messages.Select(message => (one.Number, message))),
            call,
            token
        );
        await CaseChecks.LoadAsync([.. of.Select(one => one.Number).Distinct()], call.Db, token);
        List<(GivenRow Row, bool IsHeld, ChangedCase Case)> all =
        [
            .. from one in of
            let isHeld = Plan.Changes && held.Has(one.Number, one.Row.Messages[0])
            select (one.Row, isHeld, Changed(one.Row, one.Number, isHeld, call)),
        ];
        // What a case has is only told of one that its caller may write to.
        await ChangedCase.CheckAllAsync([.. all.Select(one => one.Case)], call, token);
        await CheckAsync(all, call, token);
        foreach (var row in rows.Except(cases.Keys).Where(row => row.Reasons.Count == 0))
            row.Reject(CaseField, ValidationCode.Required, "The row does not say of which case it is.");
        List<(GivenRow Row, ChangedCase Case)> added =
        [
            .. all.Where(one => !one.IsHeld && one.Row.Reasons.Count == 0).Select(one => (one.Row, one.Case)),
        ];
        await WriteAsync(added, set, call, token);
        var results = new Dictionary<GivenRow, RowResult>(ReferenceEqualityComparer.Instance);
        foreach (var (row, _, one) in all.Where(one => one.IsHeld && one.Row.Reasons.Count == 0))
            results[row] = new(row, RowOutcome.Unchanged, one.Case!.Number);
        foreach (var (row, one) in added)
            results[row] = new(row, RowOutcome.Created, one.Case!.Number);
        return [.. rows.Select(row => results.GetValueOrDefault(row) ?? RowResult.Left(row, row.Reference("case")))];
    }

    private static ChangedCase Changed(GivenRow row, long number, bool isHeld, Call call)
    {
        var own = call with { Issues = new ValidationIssues(), Unnamed = [] };
        return new(
            new(number),
            expectedVersion: null,
            new EntityValues<Case>(new Dictionary<ValueField, object?>()),
            new InputExtensions(
                !isHeld && row.Messages[0].Of(row).From is { } contact
                    ? [new PatchedCaseContacts([new CaseContactInput(contact, Role: null)], RemoveContactIds: null)]
                    : []
            ),
            own,
            new InputChecks(own)
        );
    }

    private async Task CheckAsync(
        List<(GivenRow Row, bool IsHeld, ChangedCase Case)> all,
        Call call,
        CancellationToken token
    )
    {
        var references = new List<ReferenceChecks>();
        foreach (var (row, _, one) in all.Where(one => !one.IsHeld))
        {
            references.Add(new ReferenceChecks(one.Call, one.Checks));
            row.Messages[0].Of(row).Check(one.Checks, references[^1]);
        }
        await ReferenceChecks.RunAllAsync(references, call, token);
        foreach (var (row, _, one) in all)
        {
            foreach (var reason in RowReason.Of(one.Checks.Errors, Plan))
                row.Reject(reason.Field is null && one.Case is null ? reason with { Field = CaseField } : reason);
        }
    }

    private PlannedField? CaseField => Plan.Of("case").FirstOrDefault();

    private async Task WriteAsync(
        List<(GivenRow Row, ChangedCase Case)> added,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        if (set is null || added.Count == 0)
            return;
        var writer = ChangeLogWriter.Into(call, set);
        await MakeNeededAsync(added.Select(one => one.Row), writer, call, token);
        await ChangedCase.ApplyAllAsync([.. added.Select(one => one.Case)], dryRun: false, call, token);
        var coming = await ComingMessages.BeginAsync(Plan, call, token);
        foreach (var (row, one) in added)
        {
            var message = row.Messages[0].Of(row);
            coming.Receive(one.Case!, [message]);
            coming.Add(one.Case!, message);
        }
        coming.Settle();
        await writer.SaveAsync(token);
    }
}
