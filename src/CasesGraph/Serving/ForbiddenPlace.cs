namespace CasesGraph.Serving;

/// <summary>What a FORBIDDEN tells beside its message.</summary>
/// <param name="Coordinate">What of the schema may not be used, such as Query.accounts.</param>
/// <param name="Action">What the caller would have to be allowed, as the schema's AccessAction has it; null for what only administrators may.</param>
public sealed record ForbiddenPlace(string Coordinate, string? Action);
