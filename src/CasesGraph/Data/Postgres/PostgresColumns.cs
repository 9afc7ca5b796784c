using System.Globalization;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>An entity's columns as parameters of a statement: each an array, with a value of every row.</summary>
internal sealed class PostgresColumns
{
    private readonly List<(RowColumn Column, int Place)> given;
    private readonly int first;

    /// <summary>Those that the statement is given.</summary>
    /// <param name="first">The number of the first parameter.</param>
    /// <param name="without">Places of columns that the statement fills by itself.</param>
    public PostgresColumns(EntityRow row, int first, params int?[] without)
    {
        this.first = first;
        Row = row;
        given =
        [
            .. row.Columns.Index().Where(one => !without.Contains(one.Index)).Select(one => (one.Item, one.Index)),
        ];
    }

    public EntityRow Row { get; }

    /// <summary>The number of the next parameter.</summary>
    public int Next => first + given.Count;

    public string Table => $"\"{Row.Table}\"";
    public string Names => Sql.Names(given.Select(one => one.Column.Name));
    public string Parameters => Numbered('$', first);

    /// <summary>Together with the parameter before the first.</summary>
    public string ParametersFromPlace => Numbered('$', first - 1);

    /// <summary>What a query calls the values: no two of a statement are called the same.</summary>
    public string Values => Numbered('v', first);

    /// <summary>Writes them all, and nothing else.</summary>
    public string InsertInOrder =>
        $"""
            INSERT INTO {Table} ({Names})
            SELECT {Values} FROM unnest({Parameters}) WITH ORDINALITY AS given({Values}, place) ORDER BY place
            """;

    /// <summary>The column that the database gives keys to, and by what.</summary>
    public string Key => $"\"{Row.Columns[Row.Key!.Value].Name}\"";
    public string NextKey => $"nextval('\"{Row.Table}_{Row.Columns[Row.Key!.Value].Name}_seq\"')";

    public string To(PostgresColumns other) => $"\"{Row.Columns[Row.ReferenceTo(other.Row)].Name}\"";

    public IEnumerable<NpgsqlParameter> Of(IReadOnlyList<BulkValue[]> rows) =>
        given.Select(one => Column(one.Column.StoredAs, rows, one.Place));

    public static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var at = 0; at < values.Length; at++)
            values[at] = value(rows[at]);
        return new() { TypedValue = values };
    }

    private static NpgsqlParameter Column(Type type, IReadOnlyList<BulkValue[]> rows, int place) =>
        type == typeof(string) ? Column(rows, row => row[place].Text)
        : type == typeof(bool) ? Column(rows, row => row[place].Number is { } flag ? flag != 0 : (bool?)null)
        : Column(rows, row => row[place].Number);

    private string Numbered(char sign, int from) =>
        string.Join(
            ", ",
            Enumerable
                .Range(from, Next - from)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{sign}{number}"))
        );
}
