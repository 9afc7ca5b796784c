using System.ComponentModel;

namespace CasesGraph.Imports;

[Description("What the rows of a file for an import are.")]
public enum ImportRecords
{
    [Description("Support requests, one a row.")]
    Cases,

    [Description("Companies or organisations.")]
    Accounts,

    [Description("People at customers.")]
    Contacts,

    [Description("Defects of the product, and wishes.")]
    Bugs,

    [Description("Members of staff.")]
    Users,

    [Description("Messages and notes of cases.")]
    CaseUpdates,
}
