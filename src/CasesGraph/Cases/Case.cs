using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Cases;

[Entity(
    "A customer's request for help: created, worked on, talked over, closed.",
    DefaultOrder = $"-{nameof(Number)}",
    Text = nameof(Subject),
    HiddenInLinks = true,
    SearchedIn = "number, externalReference, subject, description, resolution, work log, conversation, names of files, or name, title, e-mail address and telephone number of account, opener and contacts",
    SearchOrder = "Without an order the case whose number is a word comes first, then those with all words in number and subject."
)]
[Logged(RecordType.Case)]
[Rights(AccessAction.CaseView, Team = nameof(TeamId), Owners = [nameof(AssignedToId), nameof(CreatedByUserId)])]
[SeenByContacts(
    Contact = nameof(OpenedById),
    Account = nameof(AccountId),
    GoesOnIn = nameof(MergedIntoNumber),
    Unless = [nameof(DeletedAt), nameof(MergedIntoNumber)]
)]
public sealed partial class Case : IVersioned, ISoftDeleted, IDerived
{
    [Field("The human number of the case, unique and never reused.", Audience = FieldAudience.Public)]
    [Key, Searchable(Part = SearchPart.Title)]
    public long Number { get; set; }

    [Field(
        "What the request is about, in one line.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        Importable = true
    )]
    [MaxLength(255), Searchable(Part = SearchPart.Title)]
    public required string Subject
    {
        get;
        set
        {
            field = value;
            FillBands();
        }
    }

    [Field(
        "The request in full, in Markdown as written.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        Importable = true,
        LongText = true
    )]
    [MaxLength(100_000), Searchable]
    public string? Description { get; set; }

    [Field(
        "Whether the case is open or closed; derived from status, never out of step with it.",
        Audience = FieldAudience.Public,
        Importable = true
    )]
    public CaseState State { get; private set; }

    [Field(
        "Where the case stands.",
        Audience = FieldAudience.Public,
        OnCreate = "NEW without and ASSIGNED with an assignee when not given.",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "s"
    )]
    public CaseStatus Status { get; set; }

    public long? StatusDetailId { get; set; }

    [Field(
        "Which of the statuses of one's own it is, by its key in inputs; given alone it sets status too.",
        Audience = FieldAudience.Public,
        OnCreate = "the default one of the status, or none, when not given.",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        GivenBy = nameof(Cases.StatusDetail.Key),
        ComesBack = true,
        Facet = "d",
        FacetIfAny = true
    )]
    public StatusDetail? StatusDetail { get; set; }

    [Field(
        "How urgent the case is.",
        Audience = FieldAudience.Public,
        OnCreate = "MEDIUM when not given.",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "p"
    )]
    public CasePriority Priority { get; set; } = CasePriority.Medium;

    [Field(
        "What kind of question it is.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "t"
    )]
    public CaseType? Type { get; set; }

    [Field(
        "How the case was solved.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        LongText = true
    )]
    [MaxLength(100_000), Searchable]
    public string? Resolution { get; set; }

    /// <summary>What duplicates are found by; null only in rows of an older version, until the service has started.</summary>
    [Searchable(IsReady = true)]
    public string? SubjectBands { get; private set; }

    internal void FillBands() => SubjectBands = MinHash.BandsOf(new SubjectText(Subject));

    [Field(
        "Notes of the staff on the work done.",
        Editable = EditableIn.Both,
        Audited = true,
        Importable = true,
        LongText = true
    )]
    [MaxLength(100_000), Searchable(Part = SearchPart.Internal)]
    public string? WorkLog { get; set; }

    [Field(
        "The case's id in another system; unique when set.",
        Editable = EditableIn.Both,
        Audited = true,
        Importable = true
    )]
    [MaxLength(255), Searchable, Unique, Handle]
    public string? ExternalReference { get; set; }

    [Field("The way on which the case came in.", Audience = FieldAudience.Public, Facet = "c")]
    public CaseSource Source { get; set; }

    public long? AccountId { get; set; }

    [Field(
        "The account that the case belongs to.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "a"
    )]
    [Inverse(
        "cases",
        "The account's cases, newest number first.",
        Before = nameof(Accounts.Account.CreatedAt),
        Place = 1
    )]
    [Searchable]
    [LeadsTo]
    public Account? Account { get; set; }

    public long TeamId { get; set; } = Teams.Team.FirstId;

    [Field(
        "The team that works on the case, which is its queue; every case has one. An assignee who is no member of another team is taken off when the case goes there.",
        OnCreate = "the caller's default team, else the first of their teams, when not given.",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        MayBeHidden = true,
        Facet = "q"
    )]
    [Inverse(
        "cases",
        "The team's cases, newest number first; those of teams below it are not among them.",
        Before = nameof(Teams.Team.Active),
        Place = 1
    )]
    [Counted(
        "openCases",
        "How many of the team's open cases the caller may see; those of teams below it are not among them.",
        nameof(State),
        CaseState.Open
    )]
    public Team? Team { get; set; }

    public long? AssignedToId { get; set; }

    [Field(
        "The user who works on the case; must be active, and a member of its team or of one above that, to be assigned.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "u"
    )]
    [Inverse(
        "assignedCases",
        "Cases that are assigned to this user, newest number first.",
        Before = nameof(User.CreatedAt)
    )]
    public User? AssignedTo { get; set; }

    public long? OpenedById { get; set; }

    [Field(
        "The contact who opened the case (portal, e-mail).",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        Importable = true,
        Facet = "r"
    )]
    [Searchable]
    [LeadsTo]
    public Contact? OpenedBy { get; set; }

    /// <summary>What it is linked with that lists are followed by (<see cref="LinkPart.Facet"/>), such as g7|g12|.</summary>
    public string LinkFacets { get; set; } = "";

    /// <summary>Who else sees it, for theirs went on in it: contacts and accounts, such as m5a3|n3|.</summary>
    public string LedFacets { get; set; } = "";

    public ICollection<Case> MergedFrom { get; } = [];

    [Field("When the case was created, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    public long? CreatedByUserId { get; set; }
    public User? CreatedByUser { get; set; }
    public long? CreatedByContactId { get; set; }
    public Contact? CreatedByContact { get; set; }

    [Field("Who created the case.")]
    public Actor CreatedBy
    {
        get => new(CreatedByUserId, CreatedByContactId);
        set => (CreatedByUserId, CreatedByContactId) = value;
    }

    [Field(
        "When the case, its links or its conversation were last written to, in UTC; contacts read publicUpdatedAt in its place.",
        Audience = FieldAudience.Public,
        PublicAs = nameof(PublicUpdatedAt)
    )]
    public DateTime UpdatedAt { get; set; }

    [Field(
        "When the case last changed in what portal contacts see of it, in UTC: a message, or one of the fields that are for them.",
        Audience = FieldAudience.Public
    )]
    public DateTime PublicUpdatedAt { get; set; }

    public long? UpdatedByUserId { get; set; }
    public User? UpdatedByUser { get; set; }
    public long? UpdatedByContactId { get; set; }
    public Contact? UpdatedByContact { get; set; }

    [Field("Who wrote to the case last.")]
    public Actor UpdatedBy
    {
        get => new(UpdatedByUserId, UpdatedByContactId);
        set => (UpdatedByUserId, UpdatedByContactId) = value;
    }

    [
        Field("When the first message to the customer was sent, in UTC.", Audience = FieldAudience.Public),
        FollowsFrom("Updates")
    ]
    public DateTime? FirstResponseAt { get; set; }

    [
        Field("When the case was closed, in UTC; null while it is open.", Audience = FieldAudience.Public),
        FollowsFrom(nameof(Status))
    ]
    public DateTime? ClosedAt { get; set; }

    [Field("When the case was deleted, in UTC; null while it is in use.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    public long? MergedIntoNumber { get; set; }

    [Field(
        "The case that goes on in this one's place, once it was merged away; the last one after several merges.",
        Audience = FieldAudience.Public,
        Audited = true
    )]
    [Inverse(
        "mergedFrom",
        "Cases that were merged into this one; they can be brought back by unmergeCase.",
        Before = nameof(Version),
        Audience = FieldAudience.Public,
        Whole = true
    )]
    public Case? MergedInto { get; set; }

    public long? FollowUpOfNumber { get; set; }

    [Field(
        "The case that a message of the customer was meant for which opened this one, for that was closed too long ago; null after a purge of it.",
        Audience = FieldAudience.Public,
        Audited = true
    )]
    [Inverse(
        "followUps",
        "Cases that messages of the customer opened, long after this one was closed.",
        Before = nameof(Version),
        Place = 1,
        Whole = true,
        Audience = FieldAudience.Public
    )]
    public Case? FollowUpOf { get; set; }

    [Field(
        "Counts up with every write to the case, its links or its conversation; send it back as expectedVersion.",
        Audience = FieldAudience.Public
    )]
    public int Version { get; set; } = 1;

    public static IReadOnlyList<DerivedField> Derived { get; } = [ViewerCan.Field];
}
