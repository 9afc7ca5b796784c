namespace CasesGraph.Serving;

/// <summary>What a RATE_LIMITED tells beside its message, where points were short.</summary>
/// <param name="Cost">What was wanted.</param>
/// <param name="Available">What was there.</param>
/// <param name="Wait">After which there is enough.</param>
public sealed record Shortage(long Cost, long Available, TimeSpan Wait);
