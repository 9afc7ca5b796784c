using System.IO.Compression;
using System.Text;
using CasesGraph.Attachments;

namespace CasesGraph.Tests.Attachments;

/// <summary>Types by content; a test of the finder alone, for it is a table.</summary>
public sealed class ContentTypeTests
{
    public static TheoryData<string, byte[], string> Known { get; } =
        new()
        {
            { "a.exe", [0x89, .. "PNG\r\n\x1A\n"u8], "image/png" },
            { "a", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
            { "a", [.. "GIF89a"u8, 1], "image/gif" },
            { "a", [.. "RIFF\0\0\0\0WEBPVP8 "u8], "image/webp" },
            { "a", [.. "RIFF\0\0\0\0WAVEfmt "u8], "audio/wav" },
            { "a.txt", [.. "%PDF-1.7\n"u8], "application/pdf" },
            { "a.docx", [0x1F, 0x8B, 0x08, 0], "application/gzip" },
            { "a", [.. "ID3\x04\0"u8], "audio/mpeg" },
            { "a", [0, 0, 0, 0x20, .. "ftypisom"u8], "video/mp4" },
            { "a", [0, 0, 0, 0x20, .. "ftypheic"u8], "image/heic" },
            { "a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/msword" },
            { "a", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage" },
            { "a.png", [.. "no picture"u8], "text/plain" },
            { "a.csv", [.. "a;b\n1;ü"u8], "text/csv" },
            { "a.CSV", [.. "a;b"u8], "text/csv" },
            { "a.csv", [.. "a;\0"u8], "application/octet-stream" },
            { "a.json", [.. "{}"u8], "application/json" },
            { "a.html", [.. "<!DOCTYPE html><script>alert(1)</script>"u8], "text/plain" },
            { "a.svg", [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], "text/plain" },
            { "a.txt", [.. "\uFEFFwith a mark"u8], "text/plain" },
            { "a.txt", [.. "latin \xE9"u8[..6], 0xE9, .. " one"u8], "application/octet-stream" },
            { "a.txt", [.. "cut "u8, 0xE2, 0x82], "application/octet-stream" },
            { "a.txt", [], "text/plain" },
            { "a.csv", [], "text/csv" },
            { "a", [], "text/plain" },
            { "a.txt", [0xFF, 0xFE], "text/plain" },
            { "a.txt", [.. Marked("a ü 😀\r\n", Encoding.Unicode)], "text/plain" },
            { "a.txt", [.. Marked("a ü 😀\r\n", Encoding.BigEndianUnicode)], "text/plain" },
            { "a.csv", [.. Marked("a;b", Encoding.Unicode)], "text/csv" },
            { "a.txt", [.. Marked("a", Encoding.BigEndianUnicode)], "text/plain" },
            { "a.txt", [.. Marked("a ü 😀\r\n", Encoding.UTF32)], "text/plain" },
            { "a.txt", [.. Marked("a ü 😀\r\n", new UTF32Encoding(true, true))], "text/plain" },
            { "a.txt", [.. Marked("a\0b", Encoding.Unicode)], "application/octet-stream" },
            { "a.txt", [.. Marked("ab", Encoding.Unicode)[..^1]], "application/octet-stream" },
            { "a.txt", [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], "application/octet-stream" },
            { "a.txt", [.. Encoding.Unicode.GetBytes("without a mark")], "application/octet-stream" },
            { "a.zip", Zip("readme.txt", "word.txt"), "application/zip" },
            {
                "a.zip",
                Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            },
            {
                "a",
                Zip("[Content_Types].xml", "xl/workbook.xml"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            },
            {
                "a",
                [.. "PK\x03\x04"u8, .. new byte[26], .. "mimetypeapplication/vnd.oasis.opendocument.textPK"u8],
                "application/vnd.oasis.opendocument.text"
            },
        };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_content_tells_the_type_and_the_name_only_what_its_form_leaves_open(
        string fileName,
        byte[] content,
        string expected
    )
    {
        Assert.Equal(expected, Find(fileName, content, content.Length + 1));
        // However it arrives.
        Assert.Equal(expected, Find(fileName, content, 1));
    }

    [Fact]
    public void A_text_is_one_to_its_last_byte()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ä line\n", 20_000)));
        Assert.Equal("text/plain", Find("a", text, 4093));
        Assert.Equal("application/octet-stream", Find("a", [.. text, 0], 4093));
    }

    private static byte[] Marked(string text, Encoding encoding) => [.. encoding.Preamble, .. encoding.GetBytes(text)];

    private static string Find(string fileName, byte[] content, int step)
    {
        var finder = new ContentTypeFinder();
        foreach (var chunk in content.Chunk(step))
            finder.Look(chunk);
        return finder.Find(fileName);
    }

    private static byte[] Zip(params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var content = zip.CreateEntry(entry).Open();
                content.Write("<content/>"u8);
            }
        }
        return bytes.ToArray();
    }
}
