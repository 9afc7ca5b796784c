namespace CasesGraph.Query;

/// <summary>What a condition comes to over the rows that it is asked of: it holds for some, it fails for some.</summary>
internal readonly record struct Extent(bool CanHold, bool CanFail)
{
    public static Extent Always { get; } = new(CanHold: true, CanFail: false);
    public static Extent Never { get; } = new(CanHold: false, CanFail: true);

    public static Extent Of(bool holds) => holds ? Always : Never;

    public Extent Opposite => new(CanFail, CanHold);

    /// <summary>Of both conditions, as if neither knew of the other.</summary>
    public Extent And(Extent other) => new(CanHold && other.CanHold, CanFail || other.CanFail);

    /// <summary>Of one condition or the other, as if neither knew of the other.</summary>
    public Extent Or(Extent other) => new(CanHold || other.CanHold, CanFail && other.CanFail);

    /// <summary>Of the same condition, where there are rows of one sort and of another.</summary>
    public Extent Beside(Extent other) => new(CanHold || other.CanHold, CanFail || other.CanFail);
}
