using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Reading.Workbooks;

namespace CasesGraph.Imports.Analyzing;

/// <summary>Finds out what a file is: at once by its beginning, and then by all of its rows.</summary>
/// <param name="file">Read from several places; it stays open.</param>
/// <param name="chosen">What is not to be found out.</param>
internal sealed class FileAnalysis(Stream file, ImportDialectInput? chosen, TargetFields targets, ImportSettings limits)
{
    /// <summary>A mapping that is proposed where columns have its headers; null for none.</summary>
    public MappedFields? Mapped { get; init; }

    private const long Step = 8 * 1024 * 1024;

    /// <summary>What the beginning of the file shows.</summary>
    /// <exception cref="UnreadableFileException">The file is no table.</exception>
    public AnalysisReport Begin() => Begin(Look(known: null)).Report;

    /// <summary>The same with all rows.</summary>
    /// <param name="tell">Is told the share of the file that has been read, now and then.</param>
    public async Task<AnalysisReport> RunAsync(Func<double, int, Task> tell, CancellationToken stop)
    {
        var look = Look(known: null);
        var (report, scan) = await RunAsync(look, tell, stop);
        var isOther =
            look.Format is FileFormat.Csv
            && chosen?.Encoding is null
            && look.Dialect.Encoding.Value.Equals(FileEncoding.Utf8.NameOf(), StringComparison.Ordinal)
            && !look.Dialect.ByteOrderMark
            && scan.Encoded.Invalid > scan.Encoded.Valid;
        return isOther ? (await RunAsync(Look(FileEncoding.Windows1252), tell, stop)).Report : report;
    }

    private FileLook Look(FileEncoding? known) => FileLook.At(file, chosen, targets, limits, known);

    private (AnalysisReport Report, TableScan Scan) Begin(FileLook look)
    {
        var scan = Scan(look);
        using var reader = Open(look, FileLook.WorkbookBeginning);
        var isWhole =
            scan.Run(reader, reader.Position + FileLook.Beginning) && reader is not XlsxReader { HasMore: true };
        scan.Finish(reader);
        return (AnalysisReport.Of(look, scan, chosen, new(targets, Mapped), isWhole), scan);
    }

    private async Task<(AnalysisReport Report, TableScan Scan)> RunAsync(
        FileLook look,
        Func<double, int, Task> tell,
        CancellationToken stop
    )
    {
        var (begun, _) = Begin(look);
        var scan = Scan(look);
        scan.WatchKeys(KeyColumns(begun));
        using var reader = Open(look, long.MaxValue);
        while (!scan.Run(reader, reader.Position + Step))
        {
            stop.ThrowIfCancellationRequested();
            await tell((double)reader.Position / Math.Max(1, reader.Size), scan.Rows);
        }
        scan.Finish(reader);
        return (AnalysisReport.Of(look, scan, chosen, new(targets, Mapped), isWhole: true), scan);
    }

    /// <summary>Columns that would bring what a record is found by.</summary>
    private IEnumerable<int> KeyColumns(AnalysisReport begun) =>
        begun
            .Columns.Where(column => column.Proposals is [var best, ..] && targets.IsKey(best.Field))
            .Select(column => column.Index);

    private TableScan Scan(FileLook look) =>
        new(
            Dialect.Of(look.Format, look.Dialect) with
            {
                NullMarkers = chosen?.NullMarkers ?? NullMarkers.Usual,
            },
            targets,
            limits
        );

    private TableReader Open(FileLook look, long mostStrings) =>
        Dialect.Of(look.Format, look.Dialect).Open(file, limits, Checkpoint.Start, [], mostStrings);
}
