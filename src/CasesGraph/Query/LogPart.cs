using System.Runtime.InteropServices;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>The part of the log that a run looks at, or of a table by its keys.</summary>
/// <param name="From">The position before all that it looks for.</param>
/// <param name="To">The position behind it.</param>
/// <param name="PageFrom">The same of its page, which begins or ends at cursors.</param>
/// <param name="WindowEnd">Where the part ends that a page looks at at once.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogPart(long From, long To, long PageFrom, long PageTo, long WindowEnd)
{
    private const int OfNoList = -2;
    private const int Unmistakable = 10_500;

    public static LogPart All { get; } = new(0, TimesInLog.NoEnd, 0, TimesInLog.NoEnd, WindowEnd: 0);

    public static Holder FromHolder { get; } = HolderAt(0);
    public static Holder ToHolder { get; } = HolderAt(1);
    public static Holder PageFromHolder { get; } = HolderAt(2);
    public static Holder PageToHolder { get; } = HolderAt(3);
    public static Holder WindowEndHolder { get; } = HolderAt(4);

    public static IEnumerable<Holder> Holders => [FromHolder, ToHolder, PageFromHolder, PageToHolder, WindowEndHolder];

    public static bool Has(Slot slot) => slot.List == OfNoList;

    public long this[Slot slot] =>
        (slot.Index - Unmistakable) switch
        {
            0 => From,
            1 => To,
            2 => PageFrom,
            3 => PageTo,
            _ => WindowEnd,
        };

    private static Holder HolderAt(int place) => Holder.ForSlot(new Slot(OfNoList, Unmistakable + place, typeof(long)));
}
