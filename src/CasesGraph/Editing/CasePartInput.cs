using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What an input of a case, new or not, or of many cases says of the links of one part.</summary>
public abstract record CasePartInput
{
    /// <summary>Notes what is wrong with it by itself, and what it refers to.</summary>
    /// <param name="held">Tells what the cases are linked to already; null for a new case.</param>
    /// <param name="at">The part of the input that has it.</param>
    internal abstract void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    );

    /// <summary>The links themselves, once nothing is wrong; may write what they refer to.</summary>
    internal abstract Task<LinkPatch> ReadAsync(Call call, CancellationToken token);
}

/// <summary>What a copy of a case is to have of the parts of the original.</summary>
public abstract record CasePartCopyInput
{
    internal abstract bool Copies(CasePart part);
}
