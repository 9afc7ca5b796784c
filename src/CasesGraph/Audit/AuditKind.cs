using System.ComponentModel;

namespace CasesGraph.Audit;

/// <summary>New ones come last: rows have their places.</summary>
[Description("What happened. Beside it, detail has what else is known, an object of texts whose names stand here.")]
public enum AuditKind
{
    [Description(
        "Nobody was let in by what was shown, as detail.reason says, by the codes of errors; where a token named somebody: detail.issuer and detail.subjectHash, the SHA-256 of its sub in hexadecimal. Once a minute for an address and a reason."
    )]
    SignInRefused,

    [Description(
        "The user or contact, who is actor and object, signed in by an identity for the first time: detail.issuer, detail.subjectHash."
    )]
    FirstSignIn,

    [Description(
        "The user or contact, who is the object, signs in by an identity from now on: detail.issuer, detail.subjectHash, detail.changeSetId."
    )]
    IdentityLinked,

    [Description("The same of an identity that lets in no more.")]
    IdentityUnlinked,

    [Description(
        "A role was created, changed, deleted or brought back, as detail.change says; where what it allows was changed, detail.grantsBefore and detail.grantsAfter; detail.changeSetId."
    )]
    RoleChanged,

    [Description("The user, who is the object, was given the role detail.roleId; detail.changeSetId.")]
    RoleGiven,

    [Description("The same of a role that was taken away.")]
    RoleTaken,

    [Description("The API key, which is the object, was created; detail.changeSetId.")]
    KeyCreated,

    [Description("The same key has another secret.")]
    KeyRotated,

    [Description("The key works no more.")]
    KeyRevoked,

    [Description("The case, which is the object, was removed for good; detail.changeSetId.")]
    CasePurged,

    [Description("The actor looked as the user viewAs, or as the contact viewAsContact, by one request.")]
    Viewed,

    [Description(
        "The actor wanted to look as the user viewAs or the contact viewAsContact, null where there is none, and was not let: detail.reason. Once a minute."
    )]
    ViewRefused,

    [Description(
        "A mutation was refused for want of a right: detail.mutation, detail.action. The object is what its input names. The same once a minute."
    )]
    MutationRefused,

    [Description(
        "A request asked for too much: detail.reason, RATE_LIMITED or LIMIT_EXCEEDED, and detail.limit, the setting. Once a minute for a caller."
    )]
    LimitRefused,

    [Description("The case, which is the object, was read by its id. Only with the setting Audit:Reads=Cases.")]
    CaseRead,

    [Description(
        "The file detail.attachmentId of the case, which is the object, was loaded. Only with the same setting."
    )]
    FileRead,

    [Description(
        "The actor had records written into a file: detail.records, detail.rows, detail.format, detail.fields, detail.where, detail.search, detail.reason, detail.jobId."
    )]
    Exported,

    [Description("So many events, detail.count, could not be kept: too many waited to be written.")]
    EventsLost,

    [Description(
        "A team was created, changed, deleted or brought back, as detail.change says: where it stands in the tree says who sees its cases; detail.changeSetId."
    )]
    TeamChanged,

    [Description("The user, who is the object, became a member of the team detail.teamId; detail.changeSetId.")]
    MemberAdded,

    [Description("The same of a user who is no member any more.")]
    MemberRemoved,

    [Description(
        "What the contact, who is the object, sees in the portal was changed: detail.accessBefore, detail.accessAfter; detail.changeSetId."
    )]
    PortalAccessChanged,

    [Description(
        "An API key wanted to act as the contact who is the object, none where there is none, and was not let: detail.reason. Once a minute."
    )]
    ActRefused,
}
