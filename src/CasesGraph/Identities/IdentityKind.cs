namespace CasesGraph.Identities;

/// <summary>Whom tokens are of: one that was made for the one is never taken for the other.</summary>
public enum IdentityKind
{
    /// <summary>Staff and programs.</summary>
    User,

    /// <summary>Customers, in the portal.</summary>
    Contact,
}
