using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>On the connection that writes. Keys are given by the database, those of the log so in commit order.</summary>
internal sealed class SqliteDirectRows(SqliteConnection connection) : DirectRows, IDisposable
{
    private readonly SqliteInsert cases = new(connection, nameof(Case), CaseRow.Names);

    private readonly SqliteInsert contacts = new(
        connection,
        nameof(CaseContact),
        nameof(CaseContact.CaseNumber),
        nameof(CaseContact.ContactId),
        nameof(CaseContact.Role)
    );

    private readonly SqliteInsert bugs = new(
        connection,
        nameof(CaseBug),
        nameof(CaseBug.CaseNumber),
        nameof(CaseBug.BugNumber)
    );

    private readonly SqliteInsert sets = new(
        connection,
        nameof(ChangeSet),
        nameof(ChangeSet.Action),
        nameof(ChangeSet.ActorUserId),
        nameof(ChangeSet.ActorContactId),
        nameof(ChangeSet.Reason),
        nameof(ChangeSet.OccurredAt)
    );

    private readonly SqliteInsert changes = new(
        connection,
        nameof(CaseChange),
        nameof(CaseChange.Kind),
        nameof(CaseChange.CaseNumber),
        nameof(CaseChange.Version),
        nameof(CaseChange.ChangeSetId),
        nameof(CaseChange.OccurredAt),
        nameof(CaseChange.Settled)
    );

    private readonly SqliteInsert fields = new(
        connection,
        nameof(FieldChange),
        nameof(FieldChange.ChangeId),
        nameof(FieldChange.Field),
        nameof(FieldChange.Before),
        nameof(FieldChange.After),
        nameof(FieldChange.BeforeRole),
        nameof(FieldChange.AfterRole),
        nameof(FieldChange.BeforeText),
        nameof(FieldChange.AfterText)
    );

    public override string PositionsOf(int count) => "NULL";

    public override string FirstOf(int count) => (LastKey - count + 1).ToString(CultureInfo.InvariantCulture);

    private long LastKey => raw.sqlite3_last_insert_rowid(connection.Handle);

    public override Task AddAsync(NewRows rows, CancellationToken token)
    {
        if (rows.Set is { } set)
            Add(set);
        foreach (var change in rows.Changes)
            Add(change);
        foreach (var (change, row) in rows.Fields)
            Add(change.Id, row);
        return Task.CompletedTask;
    }

    public override Task AddAsync(NewCase added, CancellationToken token)
    {
        Add(added.Case);
        Add(added.Set);
        added.Change.CaseNumber = added.Case.Number;
        Add(added.Change);
        foreach (var row in added.Fields)
            Add(added.Change.Id, row);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var insert in (SqliteInsert[])[cases, contacts, bugs, sets, changes, fields])
            insert.Dispose();
    }

    private void Add(Case @case)
    {
        cases.Run(CaseRow.Values(@case));
        @case.Number = LastKey;
        foreach (var link in @case.Contacts)
            contacts.Run(@case.Number, link.ContactId, (int)link.Role);
        foreach (var link in @case.Bugs)
            bugs.Run(@case.Number, link.BugNumber);
    }

    private void Add(ChangeSet set)
    {
        sets.Run(
            (int)set.Action,
            set.ActorUserId,
            set.ActorContactId,
            set.Reason,
            UtcMicroseconds.From(set.OccurredAt)
        );
        set.Id = LastKey;
    }

    private void Add(CaseChange change)
    {
        changes.Run(
            (int)change.Kind,
            change.CaseNumber,
            change.Version,
            change.ChangeSet.Id,
            UtcMicroseconds.From(change.OccurredAt),
            change.Settled
        );
        change.Id = LastKey;
    }

    private void Add(long change, FieldChange row) =>
        fields.Run(
            change,
            row.Field.Name,
            row.Before,
            row.After,
            (int?)row.BeforeRole,
            (int?)row.AfterRole,
            row.BeforeText,
            row.AfterText
        );
}
