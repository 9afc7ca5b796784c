using System.Text.Json;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>Of which format a file is, by its first bytes; its name says nothing.</summary>
internal static class FileKind
{
    /// <summary>More control characters than this share are no text.</summary>
    private const double Controls = 0.02;

    private static readonly (byte[] Begin, string Message)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "The file is a workbook of before 2007 (XLS). Save it as XLSX or CSV."),
        ([0x1F, 0x8B], "The file is compressed (gzip). Send what is in it."),
        ([.. "%PDF"u8], "The file is a PDF document, no table."),
    ];

    public static FileFormat Of(ReadOnlySpan<byte> begin)
    {
        if (begin.Length == 0)
            throw new UnreadableFileException("The file is empty.");
        foreach (var (signature, message) in Others)
        {
            if (begin.StartsWith(signature))
                throw new UnreadableFileException(message);
        }
        if (begin.StartsWith("PK\u0003\u0004"u8) || begin.StartsWith("PK\u0005\u0006"u8))
            return FileFormat.Xlsx;
        var text = FileEncodings.Mark(begin) is (FileEncoding.Utf8, var length) ? begin[length..] : begin;
        text = text.TrimStart(" \t\r\n"u8);
        if (text is [(byte)'[', .. var list] && list.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            throw new UnreadableFileException("The file is one list in JSON. Send JSON Lines: an object a line.");
        return text is [(byte)'{', ..] && BeginsObject(text) ? FileFormat.JsonLines : FileFormat.Csv;
    }

    /// <summary>Tells what is no text at all from text.</summary>
    public static void CheckText(ReadOnlySpan<byte> text)
    {
        var controls = 0;
        foreach (var one in text)
            controls += one < 0x20 && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') ? 1 : 0;
        if (controls > Controls * text.Length)
            throw new UnreadableFileException("The file is no text, no JSON Lines and no workbook.");
    }

    private static bool BeginsObject(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            return json.Read()
                && json.Read()
                && json.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
