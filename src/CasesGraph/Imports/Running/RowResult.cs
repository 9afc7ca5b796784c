namespace CasesGraph.Imports.Running;

/// <summary>What came of a row.</summary>
/// <param name="Key">Of the record, where the row is known to be one.</param>
internal sealed record RowResult(GivenRow Given, RowOutcome Outcome, long? Key = null)
{
    /// <summary>Whether it has made or changed a record, or said what a record has already.</summary>
    public bool IsTaken => Outcome is RowOutcome.Created or RowOutcome.Updated or RowOutcome.Unchanged;

    /// <summary>Why it was left out, or what is to be told of one that was taken.</summary>
    public IReadOnlyList<RowReason> Told =>
        IsTaken ? Given.Notes
        : Given.Duplicate is { } duplicate && Outcome is RowOutcome.Duplicate ? [duplicate]
        : Given.Reasons;

    /// <summary>One that is not written.</summary>
    public static RowResult Left(GivenRow given, long? key = null) =>
        given.Duplicate is { } duplicate
            ? new(given, RowOutcome.Duplicate, duplicate.Existing?.Key)
            : new(given, RowOutcome.Rejected, key);
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
