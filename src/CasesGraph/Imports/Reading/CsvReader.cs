using System.Buffers;

namespace CasesGraph.Imports.Reading;

/// <summary>
/// Records of delimited text, as RFC 4180 has them, told strictly: which cells were quoted, and what is wrong with a
/// record, which does not keep it from reading on. What is over the limits is passed over, not held.
/// </summary>
internal sealed class CsvReader : TableReader
{
    private const int FirstSize = 64 * 1024;
    private const byte Return = (byte)'\r';
    private const byte Feed = (byte)'\n';

    private readonly TextFeed feed;
    private readonly CsvForm form;
    private readonly ImportSettings limits;
    private readonly SearchValues<byte> bareEnds;
    private readonly CsvCells cells;
    private byte[] buffer = new byte[FirstSize];
    private bool isAtEnd;

    /// <summary>The record, in the buffer; what was read behind it is kept for the next.</summary>
    private int begin;
    private int length;
    private int end;

    /// <summary>Where the beginning of the buffer is in the text of the feed.</summary>
    private long start;
    private long nextRow;
    private long nextLine;

    /// <summary>Lines of what was passed over.</summary>
    private long droppedLines;

    public CsvReader(Stream file, FileEncoding encoding, CsvForm form, ImportSettings limits, Checkpoint from)
        : base(limits)
    {
        (this.form, this.limits) = (form, limits);
        feed = TextFeed.Open(file, encoding, from.Offset);
        cells = new CsvCells(Most);
        bareEnds = SearchValues.Create([Feed, Return, form.Delimiter ?? Feed, form.Quote ?? Feed]);
        (nextRow, nextLine) = (from.Row, from.Line);
        for (var skip = from.Skip; skip > 0 && Has(0); )
        {
            var count = Math.Min(skip, end - begin);
            begin += count;
            skip -= count;
        }
    }

    public override long Position => Math.Min(Size, feed.Place(start + begin + length).Offset);
    public override long Size => feed.Size;
    public override ReadOnlySpan<byte> Bytes => buffer.AsSpan(begin, length);
    public override ReadOnlySpan<byte> this[int cell] => buffer.AsSpan(begin + cells[cell].Start, cells[cell].Length);

    public override CellKind KindOf(int cell) =>
        cells[cell] is { IsQuoted: true } ? CellKind.Quoted
        : cells[cell].Length == 0 ? CellKind.Empty
        : CellKind.Bare;

    public override Checkpoint Next
    {
        get
        {
            var (offset, skip) = feed.Place(start + begin + length);
            return new(nextRow, nextLine, offset, skip);
        }
    }

    public override bool Read()
    {
        begin += length;
        length = 0;
        if (!Has(0))
            return false;
        (Row, Line, Mistake, droppedLines) = (nextRow, nextLine, RecordMistake.None, 0);
        cells.Clear();
        length = Scan();
        Count = cells.Count;
        if (cells.Longest > limits.CellBytes && Mistake is not RecordMistake.UnclosedQuote)
            Mistake = RecordMistake.TooLong;
        nextRow++;
        nextLine += droppedLines + buffer.AsSpan(begin, length).Count(form.EndsByReturn ? Return : Feed);
        cells.Unescape(buffer.AsSpan(begin, length), form.Quote ?? 0);
        return true;
    }

    /// <summary>The length of the record, its end of line included.</summary>
    private int Scan()
    {
        for (var at = 0; ; )
        {
            if (!Has(at))
            {
                // Behind a delimiter that ends the file.
                cells.Add(at, 0, isQuoted: false, isEscaped: false);
                return at;
            }
            at = buffer[begin + at] == form.Quote ? Quoted(at) : Bare(at, at);
            if (!Has(at))
                return at;
            if (buffer[begin + at] != form.Delimiter)
                return at + EndLength(at);
            at++;
        }
    }

    /// <summary>Takes a cell that begins with a quote; where it ends.</summary>
    private int Quoted(int open)
    {
        var isEscaped = false;
        for (var at = open + 1; ; )
        {
            var found = buffer.AsSpan(begin + at, end - begin - at).IndexOf(form.Quote!.Value);
            if (found < 0)
            {
                at = end - begin;
                if (Has(ref at, ref open))
                    continue;
                Mistake = RecordMistake.UnclosedQuote;
                cells.Add(open + 1, at - open - 1, isQuoted: true, isEscaped);
                return at;
            }
            at += found;
            var isDoubled = Has(at + 1) && buffer[begin + at + 1] == form.Quote;
            if (isDoubled)
            {
                (at, isEscaped) = (at + 2, true);
                continue;
            }
            if (!Has(at + 1) || IsEnd(at + 1))
            {
                cells.Add(open + 1, at - open - 1, isQuoted: true, isEscaped);
                return at + 1;
            }
            var behind = Bare(open, at + 1);
            Mistake = Mistake is RecordMistake.TooLong ? Mistake : RecordMistake.TextBehindQuote;
            return behind;
        }
    }

    /// <summary>Takes a cell up to the next delimiter; where it ends.</summary>
    private int Bare(int open, int at)
    {
        while (true)
        {
            var found = buffer.AsSpan(begin + at, end - begin - at).IndexOfAny(bareEnds);
            at = found < 0 ? end - begin : at + found;
            if (found < 0 && Has(ref at, ref open))
                continue;
            if (found < 0 || IsEnd(at))
            {
                cells.Add(open, at - open, isQuoted: false, isEscaped: false);
                return at;
            }
            if (buffer[begin + at] == form.Quote && Mistake is RecordMistake.None)
                Mistake = RecordMistake.StrayQuote;
            at++;
        }
    }

    private bool IsEnd(int at) => buffer[begin + at] is var one && (one == form.Delimiter || EndLength(at) > 0);

    /// <summary>How many bytes end the line there; 0 for none. A return alone ends lines only where nothing else does.</summary>
    private int EndLength(int at) =>
        buffer[begin + at] switch
        {
            Feed => 1,
            Return when form.EndsByReturn => 1,
            Return when Has(at + 1) && buffer[begin + at + 1] == Feed => 2,
            _ => 0,
        };

    /// <summary>Whether there is a byte at a place of the record, which is read if need be.</summary>
    private bool Has(int at)
    {
        while (begin + at >= end)
        {
            if (isAtEnd)
                return false;
            MakeRoom();
            var read = feed.Read(buffer.AsSpan(end));
            isAtEnd = read == 0;
            end += read;
        }
        return true;
    }

    /// <summary>The same in the middle of a cell: of one that has become too long, what was read is let go.</summary>
    private bool Has(ref int at, ref int open)
    {
        if (begin + at >= end && at > limits.RecordBytes)
        {
            Mistake = RecordMistake.TooLong;
            droppedLines += buffer.AsSpan(begin, at).Count(form.EndsByReturn ? Return : Feed);
            cells.Drop();
            begin += at;
            (at, open) = (0, 0);
        }
        return Has(at);
    }

    private void MakeRoom()
    {
        if (end < buffer.Length)
            return;
        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            start += begin;
            (begin, end) = (0, end - begin);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
    }
}

/// <summary>How delimited text is written; null for what there is none of.</summary>
/// <param name="EndsByReturn">Whether lines end by a carriage return alone.</param>
internal sealed record CsvForm(byte? Delimiter, byte? Quote, bool EndsByReturn)
{
    /// <summary>A cell a line.</summary>
    public static CsvForm Lines { get; } = new(null, null, EndsByReturn: false);
}
