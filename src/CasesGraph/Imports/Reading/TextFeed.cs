namespace CasesGraph.Imports.Reading;

/// <summary>A file's text as UTF-8, read forward.</summary>
internal abstract class TextFeed(Stream file)
{
    protected Stream File { get; } = file;

    /// <summary>Asked for once: a file asks the operating system each time, and each row is placed in it.</summary>
    public long Size { get; } = file.Length;

    /// <summary>Fills some of the buffer; 0 at the end of the file.</summary>
    public abstract int Read(Span<byte> into);

    /// <summary>Where in the file a byte of the text comes from.</summary>
    /// <param name="at">How many bytes of text come before it, since the feed began.</param>
    public abstract (long Offset, int Skip) Place(long at);

    /// <summary>Begins to read a file.</summary>
    /// <param name="offset">Where to begin; 0 is behind a mark of the encoding.</param>
    public static TextFeed Open(Stream file, FileEncoding encoding, long offset)
    {
        if (offset == 0)
        {
            Span<byte> begin = stackalloc byte[4];
            file.Position = 0;
            var read = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
            offset = FileEncodings.Mark(begin[..read]) is { } mark && mark.Encoding == encoding ? mark.Length : 0;
        }
        file.Position = offset;
        return encoding switch
        {
            FileEncoding.Utf8 => new PlainFeed(file, offset),
            FileEncoding.Utf16LittleEndian or FileEncoding.Utf16BigEndian => new Utf16Feed(
                file,
                offset,
                encoding is FileEncoding.Utf16BigEndian
            ),
            _ => new TableFeed(file, offset, encoding),
        };
    }
}

/// <summary>What is UTF-8 already; whether it is in truth, is looked at record by record.</summary>
internal sealed class PlainFeed(Stream file, long start) : TextFeed(file)
{
    public override int Read(Span<byte> into) => File.Read(into);

    public override (long Offset, int Skip) Place(long at) => (start + at, 0);
}
