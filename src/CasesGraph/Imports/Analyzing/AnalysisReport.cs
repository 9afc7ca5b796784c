using System.Text.Json.Nodes;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Analyzing;

/// <summary>What was found out about a file.</summary>
/// <param name="IsWhole">Whether all of its rows were read.</param>
/// <param name="Checkpoints">Places to read on from; none for what cannot be sought in.</param>
internal sealed record AnalysisReport(
    FileFormat Format,
    ImportDialect Dialect,
    IReadOnlyList<ImportSheet>? Sheets,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<ImportNote> Notes,
    JsonObject Proposal,
    IReadOnlyList<string> Missing,
    int Rows,
    IReadOnlyList<Checkpoint> Checkpoints,
    bool IsWhole
)
{
    public static AnalysisReport Of(
        FileLook look,
        TableScan scan,
        ImportDialectInput? chosen,
        ProposedFor given,
        bool isWhole
    )
    {
        var (targets, mapped) = given;
        var known = mapped is null ? null : new MappedProposals(mapped, scan.Headers, targets);
        var proposals = new ColumnProposer(scan, targets, known).All();
        IReadOnlyList<ImportColumn> columns =
        [
            .. scan.Columns.Select((stats, index) => ColumnReport.Of(index, stats, scan, proposals[index], targets)),
        ];
        NoteColumns(scan, columns, look, chosen);
        var dialect = look.Dialect with
        {
            DecimalMark = chosen?.DecimalMark is null ? DecimalMark(scan.Columns) : look.Dialect.DecimalMark,
            NullMarkers = chosen?.NullMarkers ?? MetMarkers(scan.Columns),
            FormulaQuotes = chosen?.FormulaQuotes ?? scan.FormulaQuotes > 0,
        };
        var writer = new ProposalWriter(targets, scan, known);
        return new(
            look.Format,
            dialect,
            look.Sheets,
            columns,
            scan.Notes.All,
            writer.Write(columns),
            writer.Missing(columns),
            scan.Rows,
            look.Format is FileFormat.Xlsx ? [] : scan.Checkpoints,
            isWhole
        );
    }

    private static void NoteColumns(
        TableScan scan,
        IReadOnlyList<ImportColumn> columns,
        FileLook look,
        ImportDialectInput? chosen
    )
    {
        var headerRow = long.Parse(look.Dialect.HeaderRow.Value, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var column in columns)
        {
            if (headerRow > 0 && column is { Header: null, Filled: > 0 })
                scan.Notes.Add(ImportNoteCode.BlankHeader, headerRow, column.Index);
            if (column.Repeats.Count > 0)
                scan.Notes.Add(ImportNoteCode.RepeatedHeader, headerRow, column.Index);
            if (scan.Columns[column.Index].Dates.IsAmbiguous && column.DateFormats.Count > 1)
                scan.Notes.Add(ImportNoteCode.AmbiguousDate, 0, column.Index, column.DateFormats[0].Fits);
            if (scan.Keys.TryGetValue(column.Index, out var keys) && keys.Repeated > 0)
                NoteKeys(scan.Notes, column.Index, keys);
        }
        if (
            chosen?.Sheet is null
            && look.Sheets is { } sheets
            && sheets.Count(sheet => sheet.Hidden) is > 0 and var hidden
        )
            scan.Notes.Add(ImportNoteCode.HiddenSheet, 0, count: hidden);
    }

    private static void NoteKeys(NoteList notes, int column, KeySet keys)
    {
        foreach (var row in keys.Rows)
            notes.Add(ImportNoteCode.DuplicateKey, row, column, count: 0);
        notes.Add(ImportNoteCode.DuplicateKey, 0, column, keys.Repeated);
    }

    private static ImportDetected DecimalMark(IReadOnlyList<ColumnStats> columns)
    {
        var points = columns.Sum(column => column.CountOf(CellShape.Decimal));
        var commas = columns.Sum(column => column.CountOf(CellShape.CommaDecimal));
        return (points, commas) switch
        {
            (_, 0) => ImportDetected.Sure(FileLook.Point),
            (0, _) => ImportDetected.Sure(FileLook.Comma),
            _ when commas > points => new(FileLook.Comma, Certain: false, [FileLook.Point], WitnessRow: null),
            _ => new(FileLook.Point, Certain: false, [FileLook.Comma], WitnessRow: null),
        };
    }

    private static IReadOnlyList<string> MetMarkers(IReadOnlyList<ColumnStats> columns) =>
        [
            .. columns
                .SelectMany(column => column.Markers.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
