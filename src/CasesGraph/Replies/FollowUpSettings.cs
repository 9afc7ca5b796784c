namespace CasesGraph.Replies;

/// <summary>When a customer's message opens a case of its own; a setting under Portal.</summary>
/// <param name="ReopenDays">How long after it was closed a case is opened again.</param>
public sealed record FollowUpSettings(int ReopenDays = 14);
