namespace CasesGraph.Access;

/// <summary>
/// Signs addresses that a caller can load for a while without showing who it is: a browser sends no token with the images
/// and links of a page.
/// </summary>
public abstract class AddressSigner
{
    /// <summary>What stands behind the question mark; null where it cannot be signed for the caller.</summary>
    /// <param name="id">The opaque id of what the address is of.</param>
    public abstract string? Sign(string id, Caller caller);
}
