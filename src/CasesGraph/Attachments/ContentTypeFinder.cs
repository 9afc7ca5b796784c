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

    private readonly byte[] head = new byte[HeadSize];
    private Decoder? decoder;
    private readonly char[] characters = new char[4096];
    private int headLength;
    private bool isText = true;

    /// <summary>The next bytes of the file.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, HeadSize - headLength)];
        part.CopyTo(head.AsSpan(headLength));
        headLength += part.Length;
        if (decoder is not null)
            isText = isText && IsText(bytes, isEnd: false);
        else if (headLength >= TextEncodings.LongestMark)
            isText = BeginsAsText(isEnd: false) && IsText(bytes[part.Length..], isEnd: false);
    }

    /// <summary>After the last byte.</summary>
    public string Find(string fileName)
    {
        var form = Signatures.Find(head.AsSpan(0, headLength));
        if (form is null && isText && (decoder is null ? BeginsAsText(isEnd: true) : IsText([], isEnd: true)))
            form = "text/plain";
        return Signatures.Named(form ?? Signatures.Unknown, Path.GetExtension(fileName));
    }

    /// <summary>How a text is encoded, its first bytes tell.</summary>
    private bool BeginsAsText(bool isEnd)
    {
        var begin = head.AsSpan(0, headLength);
        decoder = TextEncodings.Of(begin).GetDecoder();
        return IsText(begin, isEnd);
    }

    private bool IsText(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        try
        {
            bool completed;
            do
            {
                decoder!.Convert(bytes, characters, isEnd, out var used, out var made, out completed);
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
