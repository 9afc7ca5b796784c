using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>The probe of the term that a run looks for in the indexes; the others are asked of the rows that it finds.</summary>
internal static class SearchLead
{
    private const int OfNoList = -4;
    private const int Unmistakable = 10_700;

    public static Holder Holder { get; } = Holder.ForSlot(new Slot(OfNoList, Unmistakable, typeof(string)));

    public static bool Is(Slot slot) => slot.List == OfNoList;
}
