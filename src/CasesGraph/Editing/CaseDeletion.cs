using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>deleteCases and restoreCases, which differ in little.</summary>
internal sealed class CaseDeletion(bool restore, Call call) : SelectionWork(call)
{
    private static readonly ValueField DeletedAt = EntityModel
        .Of<Case>()
        .ValueFields.Single(field => field.Property.Name is nameof(Case.DeletedAt));

    private CaseEditWriter? writer;

    protected override (JobKind, ChangeAction) Kind =>
        restore ? (JobKind.Restore, ChangeAction.Restore) : (JobKind.Delete, ChangeAction.Delete);

    protected override bool OfDeleted => restore;

    protected override async Task<CheckedCases> CheckAsync(IReadOnlyList<long> cases, CancellationToken token) =>
        await (writer ??= await WriterAsync(token)).CheckAsync(cases, token);

    protected override Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token) =>
        writer!.WriteAsync(changed, set, token);

    private async Task<CaseEditWriter> WriterAsync(CancellationToken token)
    {
        var parameters = new SqlParameters();
        var now = parameters.Add(UtcMicroseconds.From(Call.Now));
        var edit = new CaseEdit(restore ? ChangeKind.Restored : ChangeKind.Deleted);
        edit.Fields.Add(new EditedField(DeletedAt, restore ? Sql.NoNumber : now));
        edit.Refusals.AddRange([CaseRefusal.Unknown, CaseRefusal.Merged]);
        edit.Refusals.Add(restore ? CaseRefusal.NotDeleted : CaseRefusal.AlreadyDeleted);
        if (restore)
        {
            edit.LoseAssignees(await StatusDefaults.LoadAsync(Call.Db, token), restored: true);
            edit.SettleTimes(now);
        }
        return new CaseEditWriter(Call, edit, parameters);
    }
}
