using System.Buffers;
using CasesGraph.Imports;
using CasesGraph.Model;

namespace CasesGraph.Exports.Writing;

/// <summary>A file of rows as it is written. What is written stands in its output until that is taken away.</summary>
internal abstract class TableFile : IAsyncDisposable
{
    public ArrayBufferWriter<byte> Output { get; } = new(256 * 1024);

    /// <summary>How the file's name ends.</summary>
    public abstract string Extension { get; }
    public abstract string ContentType { get; }

    public static TableFile Of(ExportTask task, SheetSize size)
    {
        IReadOnlyList<string> headers = task.Labels
            ? [.. task.Columns().Select(column => column.Label), .. task.Parts().Select(part => part.Label)]
            : [.. task.Names()];
        return task.Format is FileFormat.Csv
            ? new CsvFile(headers, task.Delimiter, task.ByteOrderMark, task.NeutralizeFormulas)
            : Of(task.Format, headers, Naming.Label(task.Model().Plural), size);
    }

    /// <summary>As spreadsheets take it where nothing else is said.</summary>
    /// <param name="title">What a sheet is called.</param>
    public static TableFile Of(FileFormat format, IReadOnlyList<string> headers, string title, SheetSize size) =>
        format switch
        {
            FileFormat.Csv => new CsvFile(headers, delimiter: ',', hasMark: true, neutralizes: true),
            FileFormat.JsonLines => new JsonLinesFile(headers),
            _ => new WorkbookFile(headers, title, size),
        };

    /// <summary>Texts that are not whole in the file, by the rows' places, from 1, and their columns.</summary>
    public virtual IReadOnlyList<(int Row, int Column)> Cut => [];

    public abstract ValueTask BeginAsync(CancellationToken token);

    /// <summary>Adds a row without parts.</summary>
    public void Add(RowCells cells)
    {
        Begin(cells);
        End();
    }

    /// <summary>Begins a row with its columns; its parts follow in their order.</summary>
    public abstract void Begin(RowCells cells);

    /// <summary>Begins the next part of the row.</summary>
    /// <param name="isGiven">Whether it is a list, and not nothing.</param>
    public abstract void BeginPart(bool isGiven);

    /// <summary>Adds an object in JSON to the part.</summary>
    public abstract void Add(ReadOnlySpan<byte> item);

    public abstract void EndPart();

    public abstract void End();

    /// <summary>Brings what was added into the output.</summary>
    public virtual ValueTask FlushAsync(CancellationToken token) => ValueTask.CompletedTask;

    public virtual ValueTask EndAsync(CancellationToken token) => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
