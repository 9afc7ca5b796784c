using System.Text;

namespace CasesGraph.Attachments;

internal static class Signatures
{
    public const string Unknown = "application/octet-stream";

    private const string Zip = "application/zip";
    private const string Compound = "application/x-ole-storage";
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly (byte[] Bytes, int At, string Type)[] Known =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ([.. "GIF87a"u8], 0, "image/gif"),
        ([.. "GIF89a"u8], 0, "image/gif"),
        ([.. "WEBP"u8], 8, "image/webp"),
        ([.. "II*\0"u8], 0, "image/tiff"),
        ([.. "MM\0*"u8], 0, "image/tiff"),
        ([.. "%PDF-"u8], 0, "application/pdf"),
        ([.. "PK\x03\x04"u8], 0, Zip),
        ([.. "PK\x05\x06"u8], 0, Zip),
        ([0x1F, 0x8B, 0x08], 0, "application/gzip"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], 0, "application/x-7z-compressed"),
        ([.. "Rar!\x1A\x07"u8], 0, "application/vnd.rar"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, Compound),
        ([.. "ID3"u8], 0, "audio/mpeg"),
        ([0xFF, 0xFB], 0, "audio/mpeg"),
        ([0xFF, 0xF3], 0, "audio/mpeg"),
        ([.. "OggS\0"u8], 0, "audio/ogg"),
        ([.. "WAVEfmt "u8], 8, "audio/wav"),
        ([.. "ftypavif"u8], 4, "image/avif"),
        ([.. "ftypheic"u8], 4, "image/heic"),
        ([.. "ftypM4A "u8], 4, "audio/mp4"),
        ([.. "ftypqt  "u8], 4, "video/quicktime"),
        ([.. "ftyp"u8], 4, "video/mp4"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "video/webm"),
    ];

    /// <summary>By what is in it: the folder that holds the document, or the type that OpenDocument puts first.</summary>
    private static readonly (string Entry, string Type)[] ZipEntries =
    [
        ("word/", OpenXml + "wordprocessingml.document"),
        ("xl/", OpenXml + "spreadsheetml.sheet"),
        ("ppt/", OpenXml + "presentationml.presentation"),
        ("mimetype" + OpenDocument + "text", OpenDocument + "text"),
        ("mimetype" + OpenDocument + "spreadsheet", OpenDocument + "spreadsheet"),
        ("mimetype" + OpenDocument + "presentation", OpenDocument + "presentation"),
    ];

    private static readonly (string Form, string Extension, string Type)[] ByName =
    [
        ("text/plain", ".csv", "text/csv"),
        ("text/plain", ".tsv", "text/tab-separated-values"),
        ("text/plain", ".md", "text/markdown"),
        ("text/plain", ".json", "application/json"),
        (Compound, ".doc", "application/msword"),
        (Compound, ".xls", "application/vnd.ms-excel"),
        (Compound, ".ppt", "application/vnd.ms-powerpoint"),
        (Compound, ".msg", "application/vnd.ms-outlook"),
    ];

    /// <summary>Null for a form that is not known.</summary>
    public static string? Find(ReadOnlySpan<byte> head)
    {
        foreach (var (bytes, at, type) in Known)
        {
            if (head.Length >= at && head[at..].StartsWith(bytes))
                return type is Zip ? InZip(head) : type;
        }
        return null;
    }

    /// <summary>Forms that several types share are told apart by the name.</summary>
    public static string Named(string form, string extension)
    {
        foreach (var (shared, ending, type) in ByName)
        {
            if (
                form.Equals(shared, StringComparison.Ordinal)
                && extension.Equals(ending, StringComparison.OrdinalIgnoreCase)
            )
                return type;
        }
        return form;
    }

    private static string InZip(ReadOnlySpan<byte> head)
    {
        const int headerSize = 30;
        var header = "PK\x03\x04"u8;
        for (var rest = head; rest.IndexOf(header) is >= 0 and var at; rest = rest[header.Length..])
        {
            rest = rest[at..];
            if (rest.Length <= headerSize)
                break;
            // Behind the header stands the entry's name; the first of OpenDocument is stored as it is.
            var name = rest[headerSize..];
            foreach (var (entry, type) in ZipEntries)
            {
                if (name.StartsWith(Encoding.ASCII.GetBytes(entry)))
                    return type;
            }
        }
        return Zip;
    }
}
