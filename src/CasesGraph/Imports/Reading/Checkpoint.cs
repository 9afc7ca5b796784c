namespace CasesGraph.Imports.Reading;

/// <summary>A place between two records of a file, from which it can be read on.</summary>
/// <param name="Row">Of the next record, from 1.</param>
/// <param name="Line">Of the text where the next record begins, from 1.</param>
/// <param name="Offset">The byte of the file from which to decode; what cannot be sought in has 0.</param>
/// <param name="Skip">How many decoded bytes there come before the record.</param>
internal sealed record Checkpoint(long Row, long Line, long Offset, int Skip)
{
    public static Checkpoint Start { get; } = new(1, 1, 0, 0);
}
