using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using static CasesGraph.Data.Postgres.PostgresColumns;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The statement that writes new objects, any number of them, each with its parts and its own set in the log. The query at
/// its end says for each what the database gave: its place in the log, its key, its set's key.
/// </summary>
internal sealed class PostgresLoggedInsert
{
    private const string Kept = "CasesGraph:LoggedInsert:";

    private readonly PostgresColumns row;
    private readonly PostgresColumns set;
    private readonly PostgresColumns change;
    private readonly PostgresColumns fields;
    private readonly List<PostgresColumns> parts = [];

    private PostgresLoggedInsert(IModel model, LoggedRow added, IEnumerable<Type> parts)
    {
        var (ofRow, ofSet, ofChange) = (Of(added.Row.GetType()), Of(added.Set.GetType()), Of(added.Change.GetType()));
        var ofField = Of(added.Fields[0].GetType());
        row = new(ofRow, first: 1, ofRow.Key);
        set = new(ofSet, row.Next, ofSet.Key);
        change = new(ofChange, set.Next, ofChange.Key, ofChange.ReferenceTo(ofRow), ofChange.ReferenceTo(ofSet));
        // Between them the number of changes before these, and the place that each field's change has among these.
        fields = new(ofField, change.Next + 2, ofField.Key, ofField.ReferenceTo(ofChange));
        var next = fields.Next;
        foreach (var part in parts.Select(Of))
        {
            this.parts.Add(new(part, next + 1, part.Key, part.ReferenceTo(ofRow)));
            next = this.parts[^1].Next;
        }
        Sql = Text();

        EntityRow Of(Type type) => EntityRow.Of(model, type);
    }

    /// <summary>It names the parts' tables only where there are rows for them: each run opens what a statement names.</summary>
    public string Sql { get; }

    public static PostgresLoggedInsert Of(IModel model, IReadOnlyList<LoggedRow> added)
    {
        var types = added.SelectMany(one => one.Parts).Select(part => part.GetType()).Distinct().ToList();
        return model.GetOrAddRuntimeAnnotationValue(
            $"{Kept}{added[0].Row.GetType().Name} {string.Join(' ', types.Select(type => type.Name))}",
            static given => new PostgresLoggedInsert(given.model, given.sample, given.types),
            (model, sample: added[0], types)
        );
    }

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="before">How many changes the transaction has already.</param>
    public IEnumerable<NpgsqlParameter> Values(IReadOnlyList<LoggedRow> added, long before) =>
        [
            .. One(row, added, one => one.Row),
            .. One(set, added, one => one.Set),
            .. One(change, added, one => one.Change),
            new NpgsqlParameter<long> { TypedValue = before },
            .. Placed(fields, added, one => one.Fields),
            .. parts.SelectMany(part => Placed(part, added, one => one.Parts.Where(part.Row.Has))),
        ];

    private static IEnumerable<NpgsqlParameter> One(
        PostgresColumns columns,
        IReadOnlyList<LoggedRow> added,
        Func<LoggedRow, object> row
    ) => columns.Of([.. added.Select(one => columns.Row.Values(row(one)))]);

    /// <summary>Rows of all that is added, each with the place of what it belongs to, from 1.</summary>
    private static IEnumerable<NpgsqlParameter> Placed(
        PostgresColumns columns,
        IReadOnlyList<LoggedRow> added,
        Func<LoggedRow, IEnumerable<object>> rows
    )
    {
        var places = new List<long>();
        var values = new List<BulkValue[]>();
        foreach (var (at, one) in added.Index())
        {
            foreach (var belonging in rows(one))
            {
                places.Add(at + 1);
                values.Add(columns.Row.Values(belonging));
            }
        }
        return columns.Of(values).Prepend(Column(places, place => place));
    }

    /// <summary>Keys are drawn first, so that each row of the others knows them.</summary>
    private string Text() =>
        $"""
            WITH added AS MATERIALIZED (
                SELECT {row.NextKey} AS row_key, {set.NextKey} AS set_key, given.*
                FROM unnest({row.Parameters}, {set.Parameters}, {change.Parameters}) WITH ORDINALITY
                    AS given({row.Values}, {set.Values}, {change.Values}, place)),
            log AS (SELECT log_position() + ${change.Next} - 1 AS before),
            one_row AS (INSERT INTO {row.Table} ({row.Key}, {row.Names}) SELECT row_key, {row.Values} FROM added),
            one_set AS (INSERT INTO {set.Table} ({set.Key}, {set.Names}) SELECT set_key, {set.Values} FROM added),
            change AS (
                INSERT INTO {change.Table} ({change.Key}, {change.To(row)}, {change.To(set)}, {change.Names})
                SELECT before + place, row_key, set_key, {change.Values} FROM log, added),
            field AS (
                INSERT INTO {fields.Table} ({fields.To(change)}, {fields.Names})
                SELECT before + place, {fields.Values} FROM log, unnest({fields.ParametersFromPlace})
                    AS given(place, {fields.Values})){string.Concat(parts.Select(Text))}
            SELECT before + place, row_key, set_key FROM log, added ORDER BY place
            """;

    private string Text(PostgresColumns part, int at) =>
        $"""
            ,
            part{at} AS (
                INSERT INTO {part.Table} ({part.To(row)}, {part.Names}) SELECT row_key, {part.Values}
                FROM added JOIN unnest({part.ParametersFromPlace}) AS given(place, {part.Values}) USING (place))
            """;
}
