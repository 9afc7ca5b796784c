using System.Globalization;
using System.Text;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>Rows in the text format of COPY, which the server reads by the columns' own types.</summary>
internal sealed class PostgresCopy(string table, string[] columns, PostgresBulkLoad load) : BulkInsert
{
    private readonly StringBuilder rows = new();

    public string Table => table;
    public int Size => rows.Length;

    public override void Run(params ReadOnlySpan<BulkValue> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            if (at > 0)
                rows.Append('\t');
            if (values[at].Text is { } text)
                AppendEscaped(text);
            else if (values[at].Number is { } number)
                rows.Append(CultureInfo.InvariantCulture, $"{number}");
            else
                rows.Append("\\N");
        }
        rows.Append('\n');
        load.Written();
    }

    public void Flush(NpgsqlConnection connection)
    {
        if (rows.Length == 0)
            return;
        using (var copy = connection.BeginTextImport($"COPY \"{table}\" ({Sql.Names(columns)}) FROM STDIN"))
        {
            foreach (var chunk in rows.GetChunks())
                copy.Write(chunk.Span);
        }
        rows.Clear();
    }

    /// <summary>What is left is copied with the rest.</summary>
    public override void Dispose() { }

    private void AppendEscaped(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => rows.Append("\\\\"),
                '\t' => rows.Append("\\t"),
                '\n' => rows.Append("\\n"),
                '\r' => rows.Append("\\r"),
                _ => rows.Append(character),
            };
        }
    }
}
