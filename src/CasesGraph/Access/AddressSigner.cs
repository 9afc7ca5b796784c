namespace CasesGraph.Access;

/// <summary>
/// Signs addresses that a caller can load for a while without showing who it is: a browser sends no token with the images
/// and links of a page.
/// </summary>
public abstract class AddressSigner
{
    /// <summary>Null where it cannot be signed for the caller.</summary>
    /// <param name="id">The opaque id of what the address is of.</param>
    /// <param name="least">How long it works at least, and an hour more at most; null for what is set for attachments.</param>
    public abstract AddressSignature? Sign(string id, Caller caller, TimeSpan? least = null);
}

/// <summary>What makes an address work without credentials.</summary>
/// <param name="Query">What stands behind the question mark.</param>
/// <param name="Until">When it works no more, in UTC.</param>
public sealed record AddressSignature(string Query, DateTime Until);
