using System.Text;

namespace CasesGraph.Attachments;

/// <summary>
/// Finds a file's media type in its content. The name only tells apart what has the same form: a .csv is text, a .doc is a
/// compound file. What a browser would run is never told: HTML, SVG and scripts are plain text.
/// </summary>
internal sealed class ContentTypeFinder
{
    /// <summary>So much of a file shows its form; office files have their telling parts within it.</summary>
    private const int HeadSize = 16 * 1024;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly byte[] head = new byte[HeadSize];
    private readonly Decoder decoder = Strict.GetDecoder();
    private readonly char[] characters = new char[4096];
    private int headLength;
    private bool isText = true;

    /// <summary>The next bytes of the file.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, HeadSize - headLength)];
        part.CopyTo(head.AsSpan(headLength));
        headLength += part.Length;
        isText = isText && IsText(bytes, isEnd: false);
    }

    /// <summary>After the last byte.</summary>
    public string Find(string fileName)
    {
        var form = Signatures.Find(head.AsSpan(0, headLength));
        if (form is null && headLength > 0 && isText && IsText([], isEnd: true))
            form = "text/plain";
        return Signatures.Named(form ?? Signatures.Unknown, Path.GetExtension(fileName));
    }

    private bool IsText(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        try
        {
            bool completed;
            do
            {
                decoder.Convert(bytes, characters, isEnd, out var used, out var made, out completed);
                bytes = bytes[used..];
                if (characters.AsSpan(0, made).IndexOfAnyInRange('\0', '\b') >= 0)
                    return false;
            } while (!completed);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
