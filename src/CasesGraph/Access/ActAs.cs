using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>How callers say in whose name a request is done: that of a contact, by whoever runs a portal.</summary>
public static class ActAs
{
    public const string Header = "Access-Act-As";

    /// <summary>Such as contact:Q29udGFjdDox, as in the header.</summary>
    /// <param name="contact">The contact's key.</param>
    public static string Text(long contact) => $"contact:{OpaqueId.Encode("Contact", contact)}";
}
