namespace CasesGraph.Query;

/// <summary>A plan that a request needs: known from an earlier one, or made before the request runs.</summary>
internal sealed class Planned<TPlan>(TPlan? known, Func<CancellationToken, ValueTask<TPlan>> make) : IPlanned
    where TPlan : class
{
    private TPlan? plan = known;

    public TPlan Value => plan ?? throw new InvalidOperationException("The plan is not made yet.");

    public bool IsMade => plan is not null;

    public int StatementCount => plan is IReadPlan read ? read.Plan.StatementCount : 0;

    public async ValueTask MakeAsync(CancellationToken token) => plan ??= await make(token);
}

internal interface IPlanned
{
    bool IsMade { get; }

    /// <summary>0 for a single statement, which is counted by whoever runs it.</summary>
    int StatementCount { get; }

    ValueTask MakeAsync(CancellationToken token);
}
