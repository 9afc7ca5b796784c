using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What an input of a new case says of something that comes with it, such as a message or files.</summary>
public abstract record NewCaseItemInput
{
    /// <summary>Whether anything comes.</summary>
    internal abstract bool IsGiven { get; }

    /// <summary>Links that it brings along, where the case does not have them.</summary>
    internal virtual IReadOnlyList<LinkPatch> Links => [];

    /// <summary>Ids that it has in another system.</summary>
    internal virtual IEnumerable<string> ExternalReferences => [];

    /// <summary>Notes what is wrong with it by itself, and what it refers to.</summary>
    internal abstract void Check(InputChecks checks, ReferenceChecks references);

    /// <summary>Its rows, once nothing is wrong, and what they do to the case.</summary>
    internal abstract IEnumerable<ICaseItem> New(Case @case, Call call);
}

internal static class NewCaseItems
{
    public static List<NewCaseItemInput> Given(InputExtensions parts) =>
        [.. parts.Of<NewCaseItemInput>().Where(item => item.IsGiven)];
}
