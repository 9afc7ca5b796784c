using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>How callers say as whom they want to look.</summary>
public static class ViewAs
{
    public const string Header = "Access-View-As";

    /// <summary>Such as user:VXNlcjox, as in the header.</summary>
    public static string Text(Actor seen) =>
        seen.ContactId is { } contact ? ActAs.Text(contact) : $"user:{OpaqueId.Encode("User", seen.UserId!.Value)}";
}
