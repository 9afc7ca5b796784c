using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>How callers say as whom they want to look.</summary>
public static class ViewAs
{
    public const string Header = "Access-View-As";

    /// <summary>Such as user:VXNlcjox, as in the header.</summary>
    /// <param name="user">The user's key.</param>
    public static string Text(long user) => $"user:{OpaqueId.Encode("User", user)}";
}
