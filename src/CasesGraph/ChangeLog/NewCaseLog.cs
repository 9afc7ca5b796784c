using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Saves a new case with its links and its log, past EF Core's tracking: there is nothing to compare, and all of it can
/// go in one trip.
/// </summary>
/// <param name="case">What it refers to has been checked (<see cref="ReferenceChecks"/>), and so its names are known.</param>
internal sealed class NewCaseLog(Call call, Case @case)
{
    public async Task<Ref<ChangeSet>> SaveAsync(ChangeAction action, string? reason, CancellationToken token)
    {
        @case.CreatedAt = @case.UpdatedAt = call.Now;
        @case.CreatedBy = @case.UpdatedBy = call.Caller.Actor;
        var set = ChangeSet.Of(call, action, reason);
        var change = new CaseChange
        {
            Kind = ChangeKind.Created,
            Case = @case,
            Version = @case.Version,
            ChangeSet = set,
            OccurredAt = call.Now,
            Settled = SettledTimes.Given(@case),
        };
        foreach (var link in @case.Contacts)
            link.Case = @case;
        foreach (var link in @case.Bugs)
            link.Case = @case;
        var added = new LoggedRow(@case, [.. @case.Contacts, .. @case.Bugs], set, change, [.. Rows(change)]);
        await call.Db.DirectRows!.AddAsync(added, token);
        if (@case.Attachments.Count > 0)
            await SaveFilesAsync(change, token);
        return new(set.Id);
    }

    /// <summary>What the log says of a new file needs its id.</summary>
    private async Task SaveFilesAsync(CaseChange change, CancellationToken token)
    {
        foreach (var file in @case.Attachments)
            file.CaseNumber = @case.Number;
        call.Db.Attachments.AddRange(@case.Attachments);
        await call.Db.SaveChangesAsync(token);
        var fields = @case.Attachments.Select(file => FieldChanges.Added(file).Of(change));
        await call.Db.DirectRows!.AddAsync(new LogRows { Fields = [.. fields] }, token);
    }

    private IEnumerable<FieldChange> Rows(CaseChange change) =>
        AuditedFields
            .Named.Select(audited => (Field: audited, Value: Value(audited.Field)))
            .Where(given => given.Value is not null)
            .Select(given => FieldChanges.Of(given.Field, before: null, given.Value, call.Linked))
            .Concat(@case.Contacts.Select(link => FieldChanges.Of(link, before: null, link.Role, call.Linked)))
            .Concat(@case.Bugs.Select(link => FieldChanges.Of(link, before: false, after: true, call.Linked)))
            .Select(row => row.Of(change));

    private object? Value(ValueField field) => field.Property.GetValue(@case);
}
