using System.Text;

namespace CasesGraph.Imports.Analyzing;

/// <summary>Texts that people and programs write for nothing.</summary>
internal sealed class NullMarkers
{
    /// <summary>Taken for nothing wherever they are met, unless somebody says otherwise.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "NULL",
        "null",
        "Null",
        "\\N",
        "(null)",
        "<null>",
        "NA",
        "N/A",
        "n/a",
        "#N/A",
        "-",
        "--",
        "---",
        "(blank)",
        "(empty)",
        "nil",
        "undefined",
    ];

    private const int Longest = 100;
    private readonly (byte[] Bytes, string Text)[] markers;
    private readonly int longest;

    public NullMarkers(IReadOnlyList<string> texts)
    {
        markers = [.. texts.Select(text => (Encoding.UTF8.GetBytes(text), text))];
        longest = markers.Length == 0 ? 0 : markers.Max(marker => marker.Bytes.Length);
    }

    /// <summary>The one that a cell is; null for none.</summary>
    public string? Find(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > longest)
            return null;
        foreach (var (bytes, text) in markers)
        {
            if (cell.SequenceEqual(bytes))
                return text;
        }
        return null;
    }

    public static bool IsFitting(string marker) => marker.Length is > 0 and <= Longest;
}
