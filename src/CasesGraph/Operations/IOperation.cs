using CasesGraph.Access;

namespace CasesGraph.Operations;

/// <summary>A mutation's work. It is made once, with the services that it asks for, and runs for all calls.</summary>
public interface IOperation<TInput, TPayload>
    where TInput : class
    where TPayload : class
{
    /// <summary>
    /// Runs inside the transaction of the call, perhaps more than once, each time from the beginning: it must change
    /// nothing but its database.
    /// </summary>
    Task<Outcome<TPayload>> RunAsync(TInput input, Call call, CancellationToken token);
}

/// <summary>One that needs more rights for some inputs than for others.</summary>
public interface IDemands<TInput>
{
    /// <summary>What a caller must be allowed, beside what the mutation needs anyway.</summary>
    IEnumerable<AccessAction> Demands(TInput input);
}

/// <summary>
/// One that has to look at something before its transaction, for longer than others that write can wait. What it finds is
/// <see cref="Call.Prepared"/> in each run.
/// </summary>
public interface IPreparing<TInput>
{
    Task<object?> PrepareAsync(TInput input, Caller caller, CancellationToken token);
}

/// <summary>
/// One that for some inputs is a work for <c>WriteGate.AddAsync</c>: it reads by statements, adds new cases with their log,
/// and does nothing else.
/// </summary>
public interface IAddingOperation<TInput, TPayload> : IOperation<TInput, TPayload>
    where TInput : class
    where TPayload : class
{
    bool OnlyAdds(TInput input);
}
