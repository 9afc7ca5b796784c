using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>The parts of a workbook, unpacked as they are read and only as far as limits allow, whatever the file claims.</summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>Of small files that unpack well nothing is thought.</summary>
    private const long Slack = 16 * 1024 * 1024;

    private readonly ZipArchive archive;
    private readonly long most;
    private long unpacked;

    public WorkbookParts(Stream file, ImportSettings limits)
    {
        ArchiveEnd.Check(file);
        most = Math.Min(limits.UnpackedBytes, Math.Max(Slack, file.Length * limits.UnpackedRatio));
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException broken)
        {
            throw new UnreadableFileException("The workbook is damaged: it is no complete ZIP archive.", broken);
        }
    }

    /// <summary>How many bytes have been unpacked so far.</summary>
    public long Unpacked => unpacked;

    /// <summary>What a part says that it unpacks to, for progress alone.</summary>
    public long SizeOf(string name) => Find(name)?.Length ?? 0;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Null where there is no such part. No entity is resolved, and nothing outside of the archive is read.</summary>
    public XmlReader? Open(string name) =>
        Find(name) is { } part
            ? XmlReader.Create(
                new PartStream(part.Open(), this),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    IgnoreComments = true,
                    IgnoreProcessingInstructions = true,
                    CheckCharacters = false,
                    CloseInput = true,
                }
            )
            : null;

    private ZipArchiveEntry? Find(string name) => archive.GetEntry(name);

    private void Count(int read)
    {
        unpacked += read;
        if (unpacked > most)
            throw new UnreadableFileException($"The workbook unpacks to more than {most} bytes.");
    }

    public void Dispose() => archive.Dispose();

    /// <summary>Counts, and refuses a tag that does not end: the reader of XML would hold all of it.</summary>
    private sealed class PartStream(Stream part, WorkbookParts parts) : Stream
    {
        private const int LongestTag = 1024 * 1024;
        private long sinceTag;
        private bool isInTag;

        public override int Read(Span<byte> buffer)
        {
            var read = Unpack(buffer);
            parts.Count(read);
            Look(buffer[..read]);
            return read;
        }

        private int Unpack(Span<byte> buffer)
        {
            try
            {
                return part.Read(buffer);
            }
            catch (InvalidDataException broken)
            {
                throw new UnreadableFileException("The workbook is damaged: a part of it cannot be unpacked.", broken);
            }
        }

        private void Look(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                var found = bytes.IndexOf(isInTag ? (byte)'>' : (byte)'<');
                sinceTag = isInTag ? sinceTag + (found < 0 ? bytes.Length : found) : 0;
                if (sinceTag > LongestTag)
                    throw new UnreadableFileException("The workbook has a tag that is too long.");
                if (found < 0)
                    return;
                isInTag = !isInTag;
                bytes = bytes[(found + 1)..];
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                part.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>The end of a ZIP archive, which says how large its list of parts is before that is read into memory.</summary>
internal static class ArchiveEnd
{
    private const int Length = 22;
    private const int LongestComment = ushort.MaxValue;
    private const uint LongestList = 4 * 1024 * 1024;
    private const ushort MostParts = 10_000;
    private static readonly byte[] Signature = [0x50, 0x4B, 0x05, 0x06];

    public static void Check(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, Length + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        var at = tail.AsSpan().LastIndexOf(Signature);
        if (at < 0 || at + Length > tail.Length)
            throw new UnreadableFileException("The workbook is damaged: it is no complete ZIP archive.");
        var parts = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        var list = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        if (parts > MostParts || list > LongestList)
            throw new UnreadableFileException("The workbook has more parts than any spreadsheet writes.");
    }
}
