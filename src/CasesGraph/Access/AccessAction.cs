using System.ComponentModel;

namespace CasesGraph.Access;

[Description("What a caller may be allowed to do.")]
public enum AccessAction
{
    [Description("See cases, with their conversation, files, links and change log.")]
    CaseView,

    [Description("Create cases, also as copies of others.")]
    CaseCreate,

    [Description("Change the fields, links, tags and files of cases.")]
    CaseEdit,

    [Description("Give cases to users, or take them from them.")]
    CaseAssign,

    [Description("Write messages to customers, and note those that came from them.")]
    CaseReply,

    [Description("Write internal notes.")]
    CaseNote,

    [Description("Delete cases and bring them back.")]
    CaseDelete,

    [Description("Merge cases and bring merged ones back.")]
    CaseMerge,

    [Description("Change many cases at once.")]
    CaseMassUpdate,

    [Description("Import files of cases and other records.")]
    CaseImport,

    [Description(
        "Write cases and other records, as far as the caller sees them, into files; with fewer than all cases, those and their change log alone."
    )]
    CaseExport,

    [Description("Write when and by whom something was done before it came here, as imports can.")]
    HistoryWrite,

    [Description("Remove cases for good.")]
    CasePurge,

    [Description("Take texts and files out of cases and their log for good.")]
    CaseRedact,

    [Description("See accounts and contacts.")]
    DirectoryView,

    [Description("Create, change, merge and delete accounts and contacts.")]
    DirectoryEdit,

    [Description("Take contacts out for good.")]
    ContactErase,

    [Description("See e-mail addresses, telephone numbers, names to sign in with and identities, beside one's own.")]
    PersonalDataView,

    [Description("Write in the name of a contact: as the author of a message, or as the one who opened a case.")]
    ActForContact,

    [Description(
        "Do what a contact may do in the portal, by an API key, in the contact's place and with nothing more."
    )]
    ActAsContact,

    [Description("Look at what there is as another user sees it, as far as one may see that oneself.")]
    ViewAs,

    [Description("See bugs, and which of them cases are linked to.")]
    BugView,

    [Description("Create, change and delete bugs.")]
    BugEdit,

    [Description("See the change log of users, roles and API keys.")]
    LogView,

    [Description("Create and change users, and as whom they sign in.")]
    UsersManage,

    [Description("Change roles, who has them, tags for all cases, and status details.")]
    AccessManage,

    [Description("See and change the API keys of other users.")]
    KeysManage,

    [Description("See and end the jobs of other users.")]
    JobsManage,

    [Description("See who was let in and who was not, who gave which rights to whom, and who looked as whom.")]
    AuditView,
}

[Description("How far an action is allowed.")]
public enum AccessLevel
{
    [Description("Not at all.")]
    None,

    [Description("To what the cases that the caller sees lead to, never to lists of all there is.")]
    Linked,

    [Description(
        "To what is the caller's own: cases given to it, and those that it created and that nobody has yet; for a contact, cases that it opened or is linked to."
    )]
    Own,

    [Description(
        "To what belongs to the caller's teams, those below them included; for a contact, to its own and to what belongs to its account."
    )]
    Team,

    [Description("To everything there is.")]
    All,
}
