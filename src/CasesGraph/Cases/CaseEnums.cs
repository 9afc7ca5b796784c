using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Cases;

[Description("Whether work on a case goes on.")]
public enum CaseState
{
    [Description("The case is being worked on or waits for somebody.")]
    Open,

    [Description("The case needs no more work.")]
    Closed,
}

[Description("Where a case stands; the first three are open, the others closed.")]
public enum CaseStatus
{
    [Description("Nobody has taken the case yet.")]
    New,

    [Description("A user works on the case.")]
    Assigned,

    [Description("Waiting for an answer from the customer.")]
    PendingInput,

    [Description("Solved, nothing is left to do.")]
    Closed,

    [Description("Turned down, it will not be worked on.")]
    Rejected,

    [Description("The same request as another case.")]
    Duplicate,
}

[Description("How urgent a case is. By urgency: DESC sorts HIGH first, ASC LOW first.")]
[GreatestFirst]
public enum CasePriority
{
    [Description("P1: somebody cannot work.")]
    High,

    [Description("P2: the usual course of work.")]
    Medium,

    [Description("P3: whenever there is time.")]
    Low,
}

[Description("What kind of question a case is.")]
public enum CaseType
{
    [Description("About contracts, licences, invoices or access.")]
    Administration,

    [Description("About the product and what it does.")]
    Product,

    [Description("About how somebody uses the product.")]
    User,
}

[Description("The way on which a case came in.")]
public enum CaseSource
{
    [Description("Created by staff or a program through this API.")]
    Api,

    [Description("Created by a contact in the portal.")]
    Portal,

    [Description("Created from an e-mail message.")]
    Email,

    [Description("Created by an import of a file.")]
    Import,
}

[Description("What a contact is to a case.")]
public enum ContactRole
{
    [Description("The first person to talk to; at most one a case.")]
    Primary,

    [Description("Stands in for the primary contact.")]
    Alternate,

    [Description("Anybody else who is to know.")]
    Other,
}
