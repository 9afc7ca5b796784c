using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>
/// The log of one edit to many cases: at most two statements over the cases as they are before it.
/// </summary>
internal sealed class SetBasedLog(Call call, CaseEdit edit, SqlParameters parameters)
{
    private readonly LoggedSql logged = new(call.Db.Dialect);
    private readonly KeyedRows cases = new(call.Db, EntityModel.Of<Case>(), parameters);

    /// <summary>To be called before the cases are changed.</summary>
    /// <param name="keys">The edited cases, as <see cref="KeyedRows.Table"/> makes them.</param>
    /// <param name="numbers">The same; all of them change.</param>
    public async Task AddAsync(string keys, IReadOnlyList<long> numbers, Ref<ChangeSet> set, CancellationToken token)
    {
        await WriteAsync(keys, numbers.Count, set, token);
        await call.ShowAsync(edit.Kind, numbers, set, token);
    }

    private async Task WriteAsync(string keys, int count, Ref<ChangeSet> set, CancellationToken token)
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
            (nameof(CaseChange.ActorKey), call.Caller.Actor.LogKey is { } actor ? Sql.Number(actor) : Sql.NoNumber),
            (nameof(CaseChange.Internal), edit.IsInternal),
            (nameof(CaseChange.Settled), SettledTimes.Expression(edit.Settled)),
            (nameof(CaseChange.FacetsBefore), CaseFacets.Before()),
            (nameof(CaseChange.FacetsAfter), CaseFacets.After(edit)),
        ];
        await cases.InsertAsync(keys, nameof(CaseChange), change, token);
        var rows = edit
            .Fields.Select((field, at) => (Row: Rows(field), Place: at))
            .Concat(
                edit.Links.SelectMany(
                    (link, at) => link.Logged(logged).Select(row => (Row: row, Place: edit.Fields.Count + at))
                )
            )
            .ToList();
        if (rows.Count == 0)
            return;
        var changed = Sql.Query(
            nameof(CaseChange),
            [nameof(CaseChange.Id), nameof(CaseChange.CaseNumber)],
            Sql.All(
                Sql.IsSame(Sql.Own(nameof(CaseChange.ChangeSetId)), Sql.Number(set.Key)),
                Sql.IsFrom(Sql.Own(nameof(CaseChange.Id)), log.FirstOf(count))
            )
        );
        // A case's rows in the order in which an update of it alone would write them.
        var insert = new UnionInsert(EntityRow.Of(call.Db.Model, typeof(FieldChange)), nameof(FieldChange.ChangeId));
        await cases.RunAsync(insert.Of(changed, rows.Select(one => Added(one.Row, one.Place))), token);
    }

    private LoggedRows Rows(EditedField edited) =>
        new(
            edited.Field.LogName,
            (logged.Value(edited.Field, edited.Before), logged.Value(edited.Field, edited.After)),
            (Sql.NoNumber, Sql.NoNumber),
            (logged.Text(edited.Field, edited.Before), logged.Text(edited.Field, edited.After)),
            Sql.Number(0),
            cases.OfChanged(nameof(CaseChange.CaseNumber), edited.Differs)
        );

    private static AddedRows Added(LoggedRows row, int place) =>
        new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [nameof(FieldChange.ChangeId)] = Sql.OfChanged(nameof(CaseChange.Id)),
                [nameof(FieldChange.Field)] = Sql.Word(row.Field),
                [nameof(FieldChange.Before)] = row.Values.Before,
                [nameof(FieldChange.After)] = row.Values.After,
                [nameof(FieldChange.BeforeRole)] = row.Roles.Before,
                [nameof(FieldChange.AfterRole)] = row.Roles.After,
                [nameof(FieldChange.BeforeText)] = row.Texts.Before,
                [nameof(FieldChange.AfterText)] = row.Texts.After,
            },
            Sql.Number(place),
            row.Linked,
            row.From
        );
}

/// <summary>Rows of the log, one for each case that something changes in; all but the name are expressions.</summary>
/// <param name="Field">The name of what changes.</param>
/// <param name="Linked">The key of the link that a row is about, by which those of a case are ordered.</param>
/// <param name="From">The changes and what they change.</param>
internal sealed record LoggedRows(
    string Field,
    (string Before, string After) Values,
    (string Before, string After) Roles,
    (string Before, string After) Texts,
    string Linked,
    string From
);
