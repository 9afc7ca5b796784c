using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What an input of a case, new or not, or of many cases says of the links of one part.</summary>
public abstract record CasePartInput
{
    /// <summary>Whether anything is said of them.</summary>
    internal abstract bool IsGiven { get; }

    /// <summary>Whether reading the links may write what they lead to.</summary>
    internal virtual bool Writes => false;

    /// <summary>Notes what is wrong with it by itself, and what it refers to.</summary>
    /// <param name="held">Tells what the cases are linked to already; null for a new case.</param>
    /// <param name="at">The part of the input that has it.</param>
    internal abstract void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    );

    /// <summary>Notes what is wrong with inputs of one type for their cases, which are there.</summary>
    internal virtual Task CheckTogetherAsync(IReadOnlyList<PartOfCase> same, Call call, CancellationToken token) =>
        Task.CompletedTask;

    /// <summary>Has inputs of one type know what reading their links needs, once nothing is wrong.</summary>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    internal virtual Task PrepareAsync(
        IReadOnlyList<CasePartInput> same,
        Call call,
        bool dryRun,
        CancellationToken token
    ) => Task.CompletedTask;

    /// <summary>The links themselves, once nothing is wrong.</summary>
    /// <param name="dryRun">Whether nothing is to be written: what would be made has a key below 0.</param>
    internal abstract Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token);
}

/// <summary>What a copy of a case is to have of the parts of the original.</summary>
public abstract record CasePartCopyInput
{
    internal abstract bool Copies(CasePart part);
}

/// <summary>What an input says of the links of a case that is there.</summary>
internal sealed record PartOfCase(CasePartInput Part, long Case, InputChecks Checks);
