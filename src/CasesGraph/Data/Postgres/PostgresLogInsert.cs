using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The statement that writes new rows of the log. The query at its end says what the database gave: where the
/// transaction's positions begin, and the key of a new set.
/// </summary>
internal sealed class PostgresLogInsert
{
    private const string Kept = "CasesGraph:LogInsert:";

    private readonly PostgresColumns? set;
    private readonly PostgresColumns? changes;
    private readonly PostgresColumns? fields;

    private PostgresLogInsert(IModel model, LogRows rows)
    {
        var texts = new List<string> { "log AS (SELECT log_position() AS origin)" };
        if (rows.Set is { } newSet)
        {
            var row = EntityRow.Of(model, newSet.GetType());
            set = new(row, first: 1, row.Key);
            texts.Add(
                $"one_set AS (INSERT INTO {set.Table} ({set.Names}) SELECT * FROM unnest({set.Parameters}) RETURNING {set.Key} AS key)"
            );
        }
        if (rows.Changes is [var change, ..])
        {
            var row = EntityRow.Of(model, change.GetType());
            changes = new(row, 1 + (set?.Next ?? 1), row.Key, set is null ? null : row.ReferenceTo(set.Row));
            texts.Add(Insert("change", changes, changes.Key, set is null ? null : changes.To(set)));
        }
        if (rows.Fields is [var field, ..])
        {
            var row = EntityRow.Of(model, field.GetType());
            fields = new(row, 1 + (changes?.Next ?? set?.Next ?? 1), row.Key, row.Reference);
            texts.Add(Insert("field", fields, $"\"{row.Columns[row.Reference].Name}\"", toSet: null));
        }
        var given = set is null ? "SELECT origin FROM log" : "SELECT origin, key FROM log, one_set";
        Sql = $"WITH {string.Join(",\n", texts)}\n{given}";
    }

    public string Sql { get; }

    /// <summary>Kept by which of the tables get rows, and which columns.</summary>
    public static PostgresLogInsert Of(IModel model, LogRows rows)
    {
        return model.GetOrAddRuntimeAnnotationValue(
            $"{Kept}{rows.Set is null} {Kind(rows.Changes)} {Kind(rows.Fields)}",
            static given => new PostgresLogInsert(given.model, given.rows),
            (model, rows)
        );

        string? Kind(IReadOnlyList<object> added) =>
            added is [var one, ..] ? EntityRow.Of(model, one.GetType()).Name : null;
    }

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="origin">What the keys of changes count from.</param>
    public IEnumerable<NpgsqlParameter> Values(LogRows rows, long origin) =>
        [
            .. set?.Of([set.Row.Values(rows.Set!)]) ?? [],
            .. changes is null ? [] : Placed(changes, rows.Changes, changes.Row.Key!.Value, origin),
            .. fields is null ? [] : Placed(fields, rows.Fields, fields.Row.Reference, origin),
        ];

    private static IEnumerable<NpgsqlParameter> Placed(
        PostgresColumns columns,
        IReadOnlyList<object> rows,
        int position,
        long origin
    )
    {
        var values = rows.Select(columns.Row.Values).ToList();
        return columns.Of(values).Prepend(PostgresColumns.Column(values, row => row[position].Number - origin));
    }

    /// <summary>Rows that have a position, each at its place from the origin on.</summary>
    private static string Insert(string name, PostgresColumns into, string position, string? toSet) =>
        $"""
            {name} AS (
                INSERT INTO {into.Table} ({position}, {(toSet is null ? "" : $"{toSet}, ")}{into.Names})
                SELECT origin + place, {(toSet is null ? "" : "key, ")}{into.Values}
                FROM log, {(
                toSet is null ? "" : "one_set, "
            )}unnest({into.ParametersFromPlace}) AS given(place, {into.Values}))
            """;
}
