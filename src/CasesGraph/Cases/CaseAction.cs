using System.ComponentModel;

namespace CasesGraph.Cases;

[Description("What can be done to one case.")]
public enum CaseAction
{
    [Description("Read what the caller may see of it.")]
    View,

    [Description("Change its fields, links and tags.")]
    Edit,

    [Description("Give it to another user or team, or take it from its assignee.")]
    Assign,

    [Description("Write a message to the customer.")]
    Reply,

    [Description("Write an internal note.")]
    Note,

    [Description("Close it, while it is open.")]
    Close,

    [Description("Open it again, while it is closed.")]
    Reopen,

    [Description("Attach files to it.")]
    Attach,

    [Description("Delete it, so that it can be restored.")]
    Delete,

    [Description("Bring it back, while it is deleted.")]
    Restore,

    [Description("Merge it with others that the caller may merge too.")]
    Merge,

    [Description("Remove it for good, unless other cases that were merged into it go on in it.")]
    Purge,

    [Description("Write it into a file.")]
    Export,
}
