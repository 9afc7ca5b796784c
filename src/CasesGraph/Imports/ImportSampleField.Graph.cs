using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Attachments;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Reading;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Imports;

/// <summary>Rows of the file, read from it when they are asked for: from the place next before them that is known.</summary>
internal sealed class ImportSampleField(IAttachmentStorage storage, ImportSettings limits) : OwnField
{
    private const int Usual = 5;
    private const int Most = 100;
    private const int LongestText = 1_000;
    private const string From = "fromRow";

    public override Type Entity => typeof(Import);
    public override string Name => "sample";
    public override string Type => "[ImportSampleRow!]!";
    public override string Description =>
        "Rows with data as they stand in the file, from one on; none once the file is removed. Rows far behind the beginning of a workbook take their time.";

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.EnsureRecord(typeof(ImportSampleRow));
        return new(
            TypeText.Argument(PartSize.Argument, "Int", "How many rows; at most 100.", Usual),
            TypeText.Argument(From, "Int", "The first of them, as a spreadsheet counts; the first with data otherwise.")
        );
    }

    public override DerivedField Read(IReadOnlyDictionary<string, object?> given)
    {
        var count = Math.Min(PartSize.Read(Name, given, Usual), Most);
        var from = given.GetValueOrDefault(From) as int? ?? 0;
        return new DerivedField(
            Name,
            Description,
            Type,
            [
                nameof(Import.StorageKey),
                nameof(Import.Format),
                nameof(Import.Dialect),
                nameof(Import.Columns),
                nameof(Import.Checkpoints),
            ],
            row => Rows(row, count, from)
        )
        {
            Record = typeof(ImportSampleRow),
            Variant = string.Create(CultureInfo.InvariantCulture, $"({count},{from})"),
        };
    }

    private JsonElement Rows(object?[] row, int count, int from)
    {
        var told = ImportJson.Read<ImportDialect>((string)row[2]!);
        using var file = storage.OpenRead((string)row[0]!);
        if (file is null || told is null)
            return JsonSerializer.SerializeToElement(Array.Empty<ImportSampleRow>());
        var columns = ImportJson.Read<IReadOnlyList<ImportColumn>>((string)row[3]!)!;
        var checkpoints = ImportJson.Read<IReadOnlyList<Checkpoint>>((string)row[4]!)!;
        var start = checkpoints.LastOrDefault(one => one.Row <= from) ?? Checkpoint.Start;
        var dialect = Dialect.Of((FileFormat)row[1]!, told);
        var rows = new List<ImportSampleRow>();
        using var reader = dialect.Open(file, limits, start, [.. columns.Select(column => column.Header ?? "")]);
        while (rows.Count < count && TryRead(reader))
        {
            if (reader.Row > dialect.HeaderRow && reader.Row >= from && !RowSorts.IsEmpty(reader))
                rows.Add(new((int)reader.Row, Cells(reader, new NullMarkers(dialect.NullMarkers), columns.Count)));
        }
        return JsonSerializer.SerializeToElement(rows, ImportJson.Options);
    }

    /// <summary>What cannot be read on has told so to the job.</summary>
    private static bool TryRead(TableReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (UnreadableFileException)
        {
            return false;
        }
    }

    private static IReadOnlyList<string?> Cells(TableReader record, NullMarkers markers, int columns) =>
        [
            .. Enumerable
                .Range(0, columns)
                .Select(cell => cell < RowSorts.Kept(record) ? Text(record, cell, markers) : null),
        ];

    private static string? Text(TableReader record, int cell, NullMarkers markers)
    {
        var value = record[cell];
        var isNone = value.Length == 0 || (record.KindOf(cell) is CellKind.Bare && markers.Find(value) is not null);
        return isNone
            ? null
            : ColumnStats.Cut(Encoding.UTF8.GetString(value[..Math.Min(value.Length, 4 * LongestText)]), LongestText);
    }
}
