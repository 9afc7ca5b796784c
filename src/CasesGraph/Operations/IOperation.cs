namespace CasesGraph.Operations;

/// <summary>An operation that can be one for <c>WriteGate.AddAsync</c>, by its input.</summary>
public interface IAdding<TInput>
    where TInput : class
{
    bool OnlyAdds(TInput input);
}

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
