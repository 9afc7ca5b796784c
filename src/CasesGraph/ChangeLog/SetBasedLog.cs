using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.ChangeLog;

/// <summary>
/// The log of one edit to many cases: at most two INSERT … SELECT over the cases as they are before it.
/// </summary>
internal sealed class SetBasedLog(Call call, CaseEdit edit, SqlParameters parameters)
{
    /// <summary>All that a row of a field has but the key, in the order in which rows are told (<see cref="LinkEdit"/>).</summary>
    internal const string FieldColumns =
        "\"ChangeId\", \"Field\", \"Before\", \"After\", \"BeforeRole\", \"AfterRole\", \"BeforeText\", \"AfterText\"";

    private readonly LoggedSql logged = new(call.Db.Dialect);

    /// <summary>To be called before the cases are changed.</summary>
    /// <param name="cases">The edited cases as a table of "Key" and "At".</param>
    /// <param name="count">How many they are; all of them change.</param>
    public async Task AddAsync(string cases, int count, Ref<ChangeSet> set, CancellationToken token)
    {
        var log = call.Db.DirectRows!;
        (string, string)[] change =
        [
            (nameof(CaseChange.Id), log.PositionsOf(count)),
            (nameof(CaseChange.Kind), Sql.Number(edit.Kind)),
            (nameof(CaseChange.CaseNumber), Sql.Column(nameof(Case.Number))),
            (nameof(CaseChange.Version), Sql.Next(Sql.Column(nameof(Case.Version)))),
            (nameof(CaseChange.ChangeSetId), Sql.Number(set.Key)),
            (nameof(CaseChange.OccurredAt), parameters.Add(UtcMicroseconds.From(call.Now))),
            (nameof(CaseChange.Settled), SettledTimes.Expression(edit.Settled)),
        ];
        await new KeyedRows(call.Db, EntityModel.Of<Case>(), parameters).InsertAsync(
            cases,
            nameof(CaseChange),
            change,
            token
        );
        var rows = edit
            .Fields.Select(Row)
            .Concat(edit.Links.SelectMany((link, at) => link.Logged(logged, edit.Fields.Count + at)))
            .ToList();
        if (rows.Count == 0)
            return;
        // A case's rows in the order in which an update of it alone would write them.
        var fields = $"""
            INSERT INTO "FieldChange" ({FieldColumns})
            WITH ch AS (SELECT "Id", "CaseNumber" FROM "CaseChange"
                WHERE "ChangeSetId" = {set.Key} AND "Id" >= {log.FirstOf(count)}),
            changed ({FieldColumns}, "Place", "Linked") AS ({string.Join("\nUNION ALL\n", rows)})
            SELECT {FieldColumns} FROM changed ORDER BY "ChangeId", "Place", "Linked"
            """;
        await call.Db.Database.ExecuteSqlRawAsync(fields, parameters.Values, token);
    }

    private string Row(EditedField field, int place)
    {
        var (before, after) = (field.Before, field.After);
        return $"""
            SELECT ch."Id", '{field.Field.LogName}',
                {logged.Value(field.Field, before)}, {logged.Value(field.Field, after)},
                {Sql.NoNumber}, {Sql.NoNumber},
                {logged.Text(field.Field, before)}, {logged.Text(field.Field, after)}, {place}, 0
            FROM ch JOIN "Case" AS c ON c."Number" = ch."CaseNumber" WHERE {field.Differs}
            """;
    }
}
