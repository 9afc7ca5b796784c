using System.ComponentModel;

namespace CasesGraph.Imports.Starting;

[Description("What an import does with records.")]
public enum ImportMode
{
    [Description("Each row makes one.")]
    Create,

    [Description("Each row changes the one that it names; a row that names none is rejected.")]
    Update,

    [Description("A row that names one changes it, any other makes one.")]
    Upsert,
}

[Description("By what a row says which record it is.")]
public enum ImportMatchKey
{
    [Description("The number of a case or a bug.")]
    Number,

    [Description("The id that this service gives.")]
    Id,

    [Description("The id in another system.")]
    ExternalReference,

    [Description("The subject of a case together with its account.")]
    SubjectAndAccount,

    [Description("The e-mail address of a contact or a user, whatever its case.")]
    Email,

    [Description("The name of an account, whatever its case.")]
    Name,

    [Description("The name that a user signs in with, whatever its case.")]
    UserName,
}

[Description("What an empty cell does to a record that is there.")]
public enum EmptyCells
{
    [Description("The field stays as it is.")]
    Keep,

    [Description("The field is emptied.")]
    Clear,
}

[Description("What happens to a row that names a deleted record.")]
public enum OnDeleted
{
    [Description("It is rejected.")]
    Reject,

    [Description("The record is restored and then changed, both in the change set of the import.")]
    Restore,
}

[Description("What happens to a row that names a record which was merged into another.")]
public enum OnMerged
{
    [Description("It is rejected.")]
    Reject,

    [Description(
        "It changes the record that goes on in its place, all but the key; rows that come to one record do so one after the other."
    )]
    Survivor,
}

[Description("What messages do to the cases that they come to.")]
public enum ImportEffects
{
    [Description("Nothing but what follows from their times, such as the first response: no case is opened again.")]
    Silent,

    [Description(
        "What the same message does that comes by addCaseUpdate: one from the customer opens a case again that is closed, and ends its waiting for the customer. The case itself is opened however long ago it was closed, as the row names it; none follows it up."
    )]
    Normal,
}

[Description("By what cells name an account.")]
public enum AccountKey
{
    [Description("Its name, whatever its case.")]
    Name,

    [Description("Its id in another system; an account that is not there is not made from that alone.")]
    ExternalReference,
}

[Description("What happens to values that nothing is known of.")]
public enum OtherValues
{
    [Description("Their rows are rejected; such as are known beforehand have to be answered.")]
    Reject,

    [Description("They count as empty.")]
    Empty,

    [Description("They count as the field's default.")]
    Default,
}

[Description("What happens where nothing is there that a cell names.")]
public enum UnknownPolicy
{
    [Description("The row is rejected.")]
    Reject,

    [Description("It is made, in the change set of the import.")]
    Create,

    [Description("The cell counts as empty.")]
    Empty,
}

[Description("What happens where there is no user whom a cell names.")]
public enum UnknownUserPolicy
{
    [Description("The row is rejected.")]
    Reject,

    [Description("The cell counts as empty.")]
    Empty,
}
