namespace CasesGraph.Query;

/// <summary>Reads rows and writes them as one document asks for them.</summary>
internal sealed record ReadPlan<TWriter>(RowPlan Plan, TWriter Writer) : IReadPlan;

/// <summary>A plan that reads rows.</summary>
internal interface IReadPlan
{
    RowPlan Plan { get; }
}
