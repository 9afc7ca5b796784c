namespace CasesGraph.Identities;

/// <summary>Who a caller is by the word of an issuer, whose token has been verified.</summary>
internal sealed record ShownIdentity(string Issuer, string Subject)
{
    /// <summary>Whom the issuer's tokens for this audience are of.</summary>
    public IdentityKind Kind { get; init; }

    /// <summary>When the token says so; the beginning of time where it does not.</summary>
    public DateTime IssuedAt { get; init; }

    /// <summary>When the token ends.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>Null where the issuer has not verified it.</summary>
    public string? Email { get; init; }

    public string? UserName { get; init; }

    public string? FullName { get; init; }

    /// <summary>Null where the token does not tell all of them.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}
