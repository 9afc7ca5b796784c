using System.Text;

namespace CasesGraph.Exports.Writing;

/// <summary>A list of objects in a cell of a workbook: the first ones that have room in it, so that it stays a list.</summary>
internal sealed class PartCell(int longest)
{
    private readonly StringBuilder text = new();
    private bool isGiven;

    /// <summary>Whether there is more than the cell has.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Null for no list.</summary>
    public string? Text => isGiven ? $"[{text}]" : null;

    public void Begin(bool isList)
    {
        text.Clear();
        (isGiven, IsCut) = (isList, false);
    }

    public void Add(ReadOnlySpan<byte> item)
    {
        var comma = text.Length > 0 ? "," : "";
        // With the brackets around them.
        IsCut |= text.Length + comma.Length + Encoding.UTF8.GetCharCount(item) + 2 > longest;
        if (!IsCut)
            text.Append(comma).Append(Encoding.UTF8.GetString(item));
    }
}
