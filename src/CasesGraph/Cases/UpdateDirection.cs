using System.ComponentModel;

namespace CasesGraph.Cases;

[Description("The way that an entry of a conversation went.")]
public enum UpdateDirection
{
    [Description("A message from a contact.")]
    Incoming,

    [Description("A message to the customer.")]
    Outgoing,

    [Description("A note among staff, not shown to the customer.")]
    Note,
}
