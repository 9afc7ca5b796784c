using CasesGraph.ChangeLog;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>The change log's rows on the connection that writes. Its key is given by the database, in commit order.</summary>
internal sealed class SqliteLogRows(SqliteConnection connection) : LogRows, IDisposable
{
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
        nameof(CaseChange.OccurredAt)
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

    public override long FirstOf(int count) => LastKey - count + 1;

    private long LastKey => raw.sqlite3_last_insert_rowid(connection.Handle);

    public override Task AddAsync(
        ChangeSet? set,
        IReadOnlyList<CaseChange> changes,
        IReadOnlyList<(CaseChange Change, FieldChange Row)> fields,
        CancellationToken token
    )
    {
        if (set is not null)
            Add(set);
        foreach (var change in changes)
            Add(change);
        foreach (var (change, row) in fields)
            Add(change.Id, row);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        sets.Dispose();
        changes.Dispose();
        fields.Dispose();
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
            UtcMicroseconds.From(change.OccurredAt)
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
