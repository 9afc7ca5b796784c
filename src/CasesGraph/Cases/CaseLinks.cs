using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Model;

namespace CasesGraph.Cases;

[Entity("The link between a case and a contact.", Node = false, DefaultOrder = "Contact.LastName,Contact.FirstName")]
public sealed class CaseContact
{
    public long CaseNumber { get; set; }
    public Case Case { get; set; } = null!;
    public long ContactId { get; set; }
    public Contact Contact { get; set; } = null!;

    [Field("What the contact is to this case.")]
    public ContactRole Role { get; set; }
}

[Entity("The link between a case and a bug.", Node = false)]
public sealed class CaseBug
{
    public long CaseNumber { get; set; }
    public Case Case { get; set; } = null!;
    public long BugNumber { get; set; }
    public Bug Bug { get; set; } = null!;
}
