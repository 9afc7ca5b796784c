namespace CasesGraph.Query;

/// <summary>A plan that a request needs: known from an earlier one, or made before the request runs.</summary>
internal sealed class Planned<TPlan>(TPlan? known) : IPlanned
    where TPlan : class
{
    private TPlan? plan = known;
    private Func<CancellationToken, ValueTask<TPlan>>? make;

    public TPlan Value => plan ?? throw new InvalidOperationException("The plan is not made yet.");

    public bool IsMade => plan is not null;

    public RowPlan? Rows => plan is IReadPlan read ? read.Plan : null;

    /// <summary>Where it is not known.</summary>
    public Func<CancellationToken, ValueTask<TPlan>> Make
    {
        init => make = value;
    }

    public async ValueTask MakeAsync(CancellationToken token)
    {
        plan ??= await make!(token);
        // It holds the request that asked first; the plan may be kept for longer.
        make = null;
    }
}

internal interface IPlanned
{
    bool IsMade { get; }

    /// <summary>Null for a single statement, which is the matter of whoever runs it.</summary>
    RowPlan? Rows { get; }

    ValueTask MakeAsync(CancellationToken token);
}

/// <summary>Reads rows and writes them as one document asks for them.</summary>
internal sealed record ReadPlan<TWriter>(RowPlan Plan, TWriter Writer) : IReadPlan;

internal interface IReadPlan
{
    RowPlan Plan { get; }
}
