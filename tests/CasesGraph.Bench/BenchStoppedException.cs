namespace CasesGraph.Bench;

/// <summary>There is nothing to measure, and why.</summary>
internal sealed class BenchStoppedException(string message) : Exception(message);
