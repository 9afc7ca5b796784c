using CasesGraph.Access;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;

namespace CasesGraph.Links;

[Entity("The link between a case and a contact.", Node = false, DefaultOrder = "Contact.LastName,Contact.FirstName")]
[Rights]
[SeenByContacts(Contact = nameof(ContactId), Leads = nameof(Case))]
public sealed class CaseContact : ICaseLink
{
    public long CaseNumber { get; set; }

    [Inverse(
        "contacts",
        "People on the customer's side, each with a role.",
        Before = nameof(Cases.Case.CreatedAt),
        Audience = FieldAudience.Public,
        Place = 1,
        Node = nameof(Contact),
        Connection = "CaseContacts",
        Searched = true
    )]
    public Case Case { get; set; } = null!;
    public long ContactId { get; set; }

    [Inverse(
        "cases",
        "Cases that the contact is linked to, newest number first.",
        Before = nameof(Contacts.Contact.CreatedAt),
        Node = nameof(Case)
    )]
    [LeadsTo]
    public Contact Contact { get; set; } = null!;

    [Field("What the contact is to this case.", Audience = FieldAudience.Public)]
    public ContactRole Role { get; set; }

    long ICaseLink.Key
    {
        get => ContactId;
        set => ContactId = value;
    }

    ContactRole? ICaseLink.Role
    {
        get => Role;
        set => Role = value ?? ContactRole.Other;
    }
}

[Entity("The link between a case and a bug.", Node = false)]
[Rights]
[SeenByContacts]
public sealed class CaseBug : ICaseLink
{
    public long CaseNumber { get; set; }

    [Inverse(
        "bugs",
        "Bugs that the case is about, newest number first.",
        Before = nameof(Cases.Case.CreatedAt),
        Audience = FieldAudience.Public,
        Place = 2,
        Node = nameof(Bug)
    )]
    public Case Case { get; set; } = null!;
    public long BugNumber { get; set; }

    [Inverse(
        "cases",
        "Cases that are linked to the bug, newest number first.",
        Before = nameof(Bugs.Bug.CreatedAt),
        Node = nameof(Case)
    )]
    [LeadsTo]
    public Bug Bug { get; set; } = null!;

    long ICaseLink.Key
    {
        get => BugNumber;
        set => BugNumber = value;
    }

    ContactRole? ICaseLink.Role
    {
        get => null;
        set => throw new NotSupportedException();
    }
}
