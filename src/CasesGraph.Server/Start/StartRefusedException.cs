namespace CasesGraph.Server.Start;

/// <summary>The server cannot start as it is set up: one line tells the operator what to change.</summary>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
