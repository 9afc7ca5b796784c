using System.ComponentModel;

namespace CasesGraph.Contacts;

[Description("Which cases a contact sees in the portal.")]
public enum PortalAccess
{
    [Description("None: the contact cannot sign in.")]
    None,

    [Description("Those that the contact opened or is linked to.")]
    Own,

    [Description("These, and all of the account that the contact works at.")]
    Account,

    [Description("These, and all of the accounts below that one; five levels of accounts at most.")]
    AccountTree,
}
