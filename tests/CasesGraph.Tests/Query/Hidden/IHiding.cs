namespace CasesGraph.Tests.Query.Hidden;

/// <summary>What is hidden, told by plain code.</summary>
internal interface IHiding
{
    /// <summary>Whether a row is hidden by itself, and not with something else.</summary>
    bool IsHidden(object row);
}
