using System.Globalization;

namespace CasesGraph.Data.Postgres;

/// <summary>Rows of an indexed table, with their texts for the index: made here, they take a tenth of the server's time.</summary>
internal sealed class PostgresIndexedCopy(PostgresCopy rows, PostgresCopy texts, SearchIndex index, string[] columns)
    : BulkInsert
{
    private readonly int key = Array.IndexOf(columns, index.Key);
    private readonly int[] indexed = [.. index.Columns.Select(column => Array.IndexOf(columns, column))];

    public override void Run(params ReadOnlySpan<BulkValue> values)
    {
        rows.Run(values);
        var lines = new string[indexed.Length];
        for (var at = 0; at < indexed.Length; at++)
        {
            var value = values[indexed[at]];
            var text = value.Text ?? value.Number?.ToString(CultureInfo.InvariantCulture);
            var isReady = index.Ready.Contains(index.Columns[at], StringComparer.Ordinal);
            lines[at] = $" {(isReady ? text : SearchText.Normalize(text))} ";
        }
        texts.Run(values[key], string.Join('\n', lines));
    }

    /// <summary>What is left is copied with the rest.</summary>
    public override void Dispose() { }
}
