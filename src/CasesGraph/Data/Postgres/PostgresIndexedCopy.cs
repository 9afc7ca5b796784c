using System.Globalization;

namespace CasesGraph.Data.Postgres;

/// <summary>Rows of an indexed table, with their texts for the index: made here, they take a tenth of the server's time.</summary>
internal sealed class PostgresIndexedCopy(PostgresCopy rows, PostgresCopy texts, SearchIndex index, string[] columns)
    : BulkInsert
{
    private readonly int key = Array.IndexOf(columns, index.Key);
    private readonly (SearchColumn Column, int Source, int Condition)[] indexed =
    [
        .. index.Columns.Select(column =>
            (column, Array.IndexOf(columns, column.Source), Array.IndexOf(columns, column.Where?.Column))
        ),
    ];

    public override void Run(params ReadOnlySpan<BulkValue> values)
    {
        rows.Run(values);
        var lines = new string[indexed.Length];
        for (var at = 0; at < indexed.Length; at++)
        {
            var (column, source, condition) = indexed[at];
            var isThere = column.Where is null || column.Where.IsMetBy(values[condition].Number);
            lines[at] = isThere ? $" {WordsOf(column, values[source])} " : "  ";
        }
        texts.Run(values[key], string.Join('\n', lines));
    }

    /// <summary>What is left is copied with the rest.</summary>
    public override void Dispose() { }

    private static string WordsOf(SearchColumn column, BulkValue value) =>
        column.WordsOf(value.Text ?? value.Number?.ToString(CultureInfo.InvariantCulture));
}
