using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Exports.Writing;
using CasesGraph.Imports;
using CasesGraph.Imports.Proposing;
using CasesGraph.Model;

namespace CasesGraph.Exports.Templates;

/// <summary>A sample of a file for imports: its header, and rows as they would be taken.</summary>
internal sealed record ImportTemplate(ImportRecords Records, FileFormat Format)
{
    private const int Rows = 3;
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What it is known by in an address.</summary>
    public long Key => 1 + ((long)Records * Enum.GetValues<FileFormat>().Length) + (long)Format;

    public static ImportTemplate? Find(long key) =>
        (
            from records in Enum.GetValues<ImportRecords>()
            from format in Enum.GetValues<FileFormat>()
            select new ImportTemplate(records, format)
        ).FirstOrDefault(one => one.Key == key);

    public string Name => Naming.Camel($"{Records}");

    /// <summary>Writes it.</summary>
    /// <param name="newest">The number of a case that rows which have to name one can be tried with.</param>
    public async Task<TemplateFile> WriteAsync(long newest, CancellationToken token)
    {
        var targets = TargetFields.Of(Records);
        var columns = TemplateColumns.Of(targets);
        await using var table = TableFile.Of(
            Format,
            [.. columns.Select(field => field.Name)],
            Naming.Label($"{Records}"),
            SheetSize.Largest
        );
        await table.BeginAsync(token);
        var cells = new RowCells(
            [.. columns.Select(field => new ExportedField(field.Name, field.Label, [field.Name], field.Scalar))],
            parts: 0,
            new ZonedTimes(TimeZoneInfo.Utc)
        );
        for (var row = 1; row <= Rows; row++)
        {
            Take(cells, [.. columns.Select(field => Example(field, row, newest))]);
            table.Add(cells);
        }
        await table.FlushAsync(token);
        await table.EndAsync(token);
        return new($"{Name}.{table.Extension}", table.ContentType, table.Output.WrittenMemory.ToArray());
    }

    private static void Take(RowCells cells, IReadOnlyList<JsonNode?> examples)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(examples, Json);
        var json = new Utf8JsonReader(written);
        json.Read();
        cells.Begin(written);
        for (var column = 0; json.Read() && json.TokenType is not JsonTokenType.EndArray; column++)
            cells.Take(column, ref json);
    }

    /// <summary>Null for what may be left empty: what a row can name is different in each base, and values of few show once.</summary>
    private static JsonNode? Example(TargetField field, int row, long newest)
    {
        if (field.Scalar is not { } scalar)
            return field.IsRequired ? newest : null;
        if (field.IsEmail)
            return $"example{row}@example.com";
        if (field.IsTruth)
            return row == 1 ? true : null;
        if (scalar.Names is [var first, ..])
            return row == 1 ? first.Name : null;
        return scalar == Scalar.Text ? $"{field.Label} {row}" : JsonSerializer.SerializeToNode(scalar.Example(row));
    }
}

internal sealed record TemplateFile(string Name, string ContentType, byte[] Content);
