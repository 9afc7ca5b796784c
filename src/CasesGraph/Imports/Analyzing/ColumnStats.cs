using System.Buffers.Text;
using System.Numerics;
using System.Text;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Analyzing;

/// <summary>What is known of a column, gathered row by row in a memory that does not grow with them.</summary>
internal sealed class ColumnStats
{
    public const int LongestSample = 200;
    private const int MostSamples = 20;
    private const int LongText = 255;

    /// <summary>After so many cells of which none looks like anything, no more are looked at so closely.</summary>
    private const int Trial = 2_000;
    private const int ShapeCount = 7;

    private readonly List<string> samples = [];
    private readonly int[] counts = new int[ShapeCount];

    private int shaped;
    private long? lastNumber;
    private bool isCounter = true;

    public int Filled { get; private set; }
    public int Longest { get; private set; }
    public int Lists { get; private set; }
    public int? FirstLostDigits { get; private set; }
    public bool HasLines { get; private set; }
    public DistinctValues Values { get; } = new();
    public DateStats Dates { get; } = new();
    public IReadOnlyList<string> Samples => samples;

    /// <summary>Markers of nothing, which are not counted as filled.</summary>
    public Dictionary<string, int> Markers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it counts rows: 1, 2, 3, ….</summary>
    public bool IsCounter => isCounter && lastNumber > 1;

    public int CountOf(CellShape shape) => counts[BitOperations.TrailingZeroCount((int)shape)];

    public void Add(ReadOnlySpan<byte> cell, CellKind kind, long row)
    {
        Filled++;
        Lists += kind is CellKind.Json ? 1 : 0;
        Values.Add(cell, row);
        Measure(cell);
        if (samples.Count < MostSamples && (samples.Count < 3 || Filled < 1_000))
            AddSample(cell);
        if (Filled > Trial && shaped == 0)
            return;
        var shape = CellShapes.Of(cell);
        Count(shape, row);
        Dates.Add(cell, shape, row);
        if (isCounter)
            FollowCounter(cell, shape);
    }

    private void Measure(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > Longest)
            Longest = Math.Max(Longest, CodePoints(cell));
        HasLines |= !HasLines && cell.Contains((byte)'\n');
    }

    private static int CodePoints(ReadOnlySpan<byte> cell)
    {
        var count = 0;
        foreach (var one in cell)
            count += (one & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }

    private void AddSample(ReadOnlySpan<byte> cell)
    {
        var sample = Cut(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 4 * LongestSample)]), LongestSample);
        if (!samples.Contains(sample, StringComparer.Ordinal))
            samples.Add(sample);
    }

    /// <summary>At most so many UTF-16 units, and no half of a pair.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];

    private void Count(CellShape shape, long row)
    {
        if (shape is CellShape.None)
            return;
        shaped++;
        for (var bits = (int)shape; bits != 0; bits &= bits - 1)
            counts[BitOperations.TrailingZeroCount(bits)]++;
        if ((shape & CellShape.LostDigits) is not CellShape.None)
            FirstLostDigits ??= (int)row;
    }

    private void FollowCounter(ReadOnlySpan<byte> cell, CellShape shape)
    {
        var isNext =
            (shape & CellShape.Whole) is not CellShape.None
            && Utf8Parser.TryParse(cell, out long number, out var read)
            && read == cell.Length
            && (lastNumber is { } last ? number == last + 1 : number is 0 or 1);
        isCounter = isNext;
        lastNumber = isNext ? (lastNumber ?? (cell is [(byte)'0'] ? -1 : 0)) + 1 : lastNumber;
    }

    public ImportColumnKind Kind
    {
        get
        {
            if (Filled == 0)
                return ImportColumnKind.Empty;
            if (Most(Lists))
                return ImportColumnKind.List;
            if (Most(Dates.MostFits))
                return ImportColumnKind.Date;
            if (Most(CountOf(CellShape.Email)))
                return ImportColumnKind.Email;
            if (Most(CountOf(CellShape.Truth)))
                return ImportColumnKind.Boolean;
            if (Most(CountOf(CellShape.Whole)))
                return ImportColumnKind.Number;
            if (Most(CountOf(CellShape.Decimal) + CountOf(CellShape.CommaDecimal) + CountOf(CellShape.Whole)))
                return ImportColumnKind.Fraction;
            if (HasLines || Longest > LongText)
                return ImportColumnKind.LongText;
            return Values.IsKnown && Values.Count <= Math.Max(2, Filled / 3)
                ? ImportColumnKind.Choice
                : ImportColumnKind.Text;
        }
    }

    private bool Most(int count) => count > 0 && count >= 0.8 * Filled;
}
