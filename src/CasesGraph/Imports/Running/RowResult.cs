namespace CasesGraph.Imports.Running;

/// <summary>What came of a row.</summary>
/// <param name="Key">Of the record, where the row is known to be one.</param>
internal sealed record RowResult(GivenRow Given, RowOutcome Outcome, long? Key = null)
{
    public static RowResult Rejected(GivenRow given, long? key = null) => new(given, RowOutcome.Rejected, key);
}

internal enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Rejected,
    Skipped,
    Duplicate,
}
