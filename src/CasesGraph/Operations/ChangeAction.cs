using System.ComponentModel;

namespace CasesGraph.Operations;

[Description("The kind of operation that made a change set.")]
public enum ChangeAction
{
    [Description("Something was created by a mutation.")]
    Create,

    [Description("Fields were changed by an edit.")]
    Update,

    [Description("A case was created as a copy of another.")]
    Duplicate,

    [Description("Cases, accounts or contacts were merged into one.")]
    Merge,

    [Description("A merged case was brought back.")]
    Unmerge,

    [Description("Many cases were changed at once.")]
    MassUpdate,

    [Description("Something was deleted; it can be restored.")]
    Delete,

    [Description("Something deleted was brought back.")]
    Restore,

    [Description("Cases were removed for good.")]
    Purge,

    [Description("A file of cases was imported.")]
    Import,

    [Description("An earlier change set was undone.")]
    Revert,

    [Description("Contacts or bugs were linked, or files attached.")]
    Link,

    [Description("Contacts or bugs were unlinked.")]
    Unlink,

    [Description("An entry was added to the conversation.")]
    Reply,

    [Description("Text or files were taken out for good.")]
    Redact,

    [Description("Persons were taken out for good.")]
    Erase,
}
