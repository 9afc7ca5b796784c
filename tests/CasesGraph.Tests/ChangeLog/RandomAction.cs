using CasesGraph.Model;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Anything that can be done to cases, as one request.</summary>
/// <param name="Input">
/// A GraphQL literal without braces, in which #0 to #5 stand for the numbers of the sequence's cases, &amp;#0 for a message or file of
/// one, and % for one of the change sets so far.
/// </param>
/// <param name="Place">Chooses the change set.</param>
internal sealed partial record RandomAction(string Mutation, string Input, int Place)
{
    public const int Cases = 6;

    private static readonly Gen<string> One = Gen.Int[0, Cases - 1].Select(place => $"#{place}");

    private static readonly Gen<string> Some = Gen.Shuffle(Enumerable.Range(0, Cases).ToArray(), 1, 3)
        .Select(places => string.Join(", ", places.Select(place => $"#{place}")));

    private static readonly Gen<string> Contact = Gen.OneOf(["\"@contact\"", "\"@otherContact\""]);
    private static readonly Gen<string> Bug = Gen.OneOf(["\"@bug\"", "\"@otherBug\""]);
    private static readonly Gen<string> Tag = Gen.OneOf(["\"one\"", "\"Two\"", "\"two\"", "\"three\""]);

    /// <summary>The first ones to be made.</summary>
    private static readonly Gen<string> TagId = Gen.Long[1, 3].Select(key => $"\"{OpaqueId.Encode("Tag", key)}\"");

    private static readonly Gen<string> Role = Gen.OneOf(["PRIMARY", "ALTERNATE", "OTHER", "null"]);

    private static readonly Gen<string> Chosen = Gen.OneOf([
        "DESCRIPTION",
        "STATUS",
        "STATUS_DETAIL",
        "ASSIGNED_TO",
        "TEAM",
    ]);

    private static readonly Gen<string> Member = Gen.Select(
        Gen.OneOf(["\"@otherTeam\"", "\"VGVhbTox\""]),
        Gen.OneOf(["\"@user\"", "\"@otherUser\""]),
        (team, user) => $"teamId: {team}, userIds: [{user}]"
    );

    private static readonly Gen<string> Redacted = Gen.OneOf(["whole: true", "ranges: [{start: 0, length: 1}]"])
        .Select(what => $"{what}, reason: \"Random\"");

    private static readonly string[][] Values =
    [
        ["status: CLOSED", "status: NEW", "status: PENDING_INPUT"],
        ["statusDetail: \"waiting\"", "statusDetail: \"supplier\"", "statusDetail: \"solved\"", "statusDetail: null"],
        ["priority: HIGH", "priority: LOW"],
        ["type: USER", "type: null"],
        ["resolution: \"Done\"", "resolution: null"],
        ["accountId: \"@account\"", "accountId: \"@otherAccount\"", "accountId: null"],
        ["assignedToId: \"@user\"", "assignedToId: \"@otherUser\"", "assignedToId: null"],
        ["teamId: \"@team\"", "teamId: \"@otherTeam\""],
        ["openedById: \"@contact\"", "openedById: null"],
    ];

    private static readonly string[][] OwnValues =
    [
        ["subject: \"One\"", "subject: \"Two\""],
        ["description: \"Some\"", "description: null"],
        ["workLog: \"Work\"", "workLog: null"],
    ];

    public static Gen<RandomAction> Any { get; } =
        Gen.Frequency(
            (3, Act("updateCase", Gen.Select(One, Fields([.. Values, .. OwnValues]), (c, set) => $"id: {c}, {set}"))),
            (2, Act("addCaseUpdate", One.Select(c => $"caseId: {c}, text: \"To the customer\""))),
            (
                2,
                Act(
                    "addCaseUpdate",
                    Gen.Select(
                        One,
                        Fields(Values),
                        Tag,
                        (c, set, tag) => $"caseId: {c}, text: \"With values\", set: {{{set}, addTags: [{tag}]}}"
                    )
                )
            ),
            (
                1,
                Act(
                    "addCaseUpdate",
                    Gen.Select(
                        One,
                        Gen.OneOf([Contact.Select(from => $"fromContactId: {from}"), Gen.Const("internal: false")]),
                        Gen.Int[10, 25],
                        (c, from, year) =>
                            $"caseId: {c}, text: \"From elsewhere\", {from}, sentAt: \"20{year}-01-01T00:00:00Z\""
                    )
                )
            ),
            (
                1,
                Act(
                    "addCaseUpdate",
                    Gen.Select(
                        One,
                        Contact,
                        (c, from) => $"caseId: {c}, text: \"From the customer\", fromContactId: {from}"
                    )
                )
            ),
            (2, Act("attachToCase", One.Select(c => $"caseId: {c}"))),
            (
                2,
                Act(
                    "linkCaseContacts",
                    Gen.Select(
                        One,
                        Contact,
                        Role,
                        (c, who, role) => $"caseId: {c}, contacts: [{{contactId: {who}, role: {role}}}]"
                    )
                )
            ),
            (1, Act("unlinkCaseContacts", Gen.Select(One, Contact, (c, who) => $"caseId: {c}, contactIds: [{who}]"))),
            (1, Act("linkCaseBugs", Gen.Select(One, Bug, (c, bug) => $"caseId: {c}, bugIds: [{bug}]"))),
            (1, Act("unlinkCaseBugs", Gen.Select(One, Bug, (c, bug) => $"caseId: {c}, bugIds: [{bug}]"))),
            (
                2,
                Act(
                    "updateCase",
                    Gen.Select(
                        One,
                        Tag,
                        Gen.OneOf(["addTags", "removeTags", "setTags"]),
                        (c, tag, how) => $"id: {c}, {how}: [{tag}]"
                    )
                )
            ),
            (
                1,
                Act(
                    "massUpdateCases",
                    Gen.Select(
                        Some,
                        Tag,
                        Gen.OneOf(["addTags", "removeTags", "setTags"]),
                        (cases, tag, how) => $"select: {{ids: [{cases}]}}, set: {{{how}: [{tag}]}}"
                    )
                )
            ),
            (1, Act("mergeTags", Gen.Select(TagId, TagId, (from, into) => $"fromIds: [{from}], intoId: {into}"))),
            (1, Act("deleteTags", TagId.Select(id => $"ids: [{id}]"))),
            (3, Act("massUpdateCases", Gen.Select(Some, Fields(Values), Bug, Gen.Bool, MassUpdate))),
            (1, Act("duplicateCase", One.Select(c => $"id: {c}, attachments: true"))),
            (
                1,
                Act(
                    "createCases",
                    Fields(Values).Select(set => $"cases: [{{subject: \"One\"}}, {{subject: \"Two\", {set}}}]")
                )
            ),
            (2, Upsert),
            (1, Act("deleteCases", Some.Select(cases => $"select: {{ids: [{cases}]}}"))),
            (2, Act("restoreCases", Some.Select(cases => $"select: {{ids: [{cases}]}}"))),
            (3, Act("mergeCases", Gen.Select(Gen.Shuffle(Enumerable.Range(0, Cases).ToArray(), 2, 3), Chosen, Merge))),
            (2, Act("unmergeCase", One.Select(c => $"caseId: {c}"))),
            (1, Act("updateAccount", Name("@account", "name").Select(set => $"{set}, phone: \"1\""))),
            (1, Act("updateContact", Name("@contact", "lastName"))),
            (
                2,
                Gen.OneOf(
                    Act(
                        "massUpdateAccounts",
                        Many(
                            "Account",
                            "industry: \"One\"",
                            "industry: null",
                            "assignedToId: \"@user\"",
                            "parentId: null"
                        )
                    ),
                    Act(
                        "massUpdateContacts",
                        Many("Contact", "title: \"One\"", "title: null", "accountId: \"@account\"")
                    ),
                    Act("massUpdateBugs", Many("Bug", "priority: LOW", "status: CLOSED", "type: null"))
                )
            ),
            (1, Act("mergeAccounts", Pair("Account"))),
            (1, Act("mergeContacts", Pair("Contact"))),
            (1, Act("updateBug", Name("@bug", "subject"))),
            (
                1,
                Act(
                    "updateStatusDetail",
                    Gen.Select(
                        RandomStatuses.Id,
                        Gen.OneOf(["active", "isDefault"]),
                        Gen.Bool,
                        (id, what, set) => $"id: {id}, {what}: {(set ? "true" : "false")}"
                    )
                )
            ),
            (1, Act("updateUser", Name("@user", "fullName"))),
            (
                1,
                Act(
                    "updateUser",
                    Gen.OneOf([
                        "id: \"@user\", active: true",
                        "id: \"@user\", active: false",
                        "id: \"@user\", active: false, reassignTo: {nobody: true}",
                        "id: \"@user\", active: false, reassignTo: {userId: \"@otherUser\"}",
                    ])
                )
            ),
            (
                1,
                Gen.OneOf(
                    Act("addTeamMembers", Member),
                    Act("removeTeamMembers", Member),
                    Act(
                        "updateTeam",
                        Gen.OneOf(["\"VGVhbTox\"", "null"]).Select(up => $"id: \"@team\", parentId: {up}")
                    )
                )
            ),
            (
                2,
                Act(
                    "updateAccount",
                    Gen.Select(
                        Gen.OneOf(["\"@account\"", "\"@otherAccount\""]),
                        Gen.OneOf(["\"A\"", "\"B\"", "null"]),
                        (id, reference) => $"id: {id}, externalReference: {reference}"
                    )
                )
            ),
            (
                1,
                Act(
                    "redactCaseField",
                    Gen.Select(
                        One,
                        Gen.OneOf(["SUBJECT", "DESCRIPTION", "RESOLUTION", "WORK_LOG"]),
                        Redacted,
                        (c, field, what) => $"caseId: {c}, field: {field}, {what}"
                    )
                )
            ),
            (1, Act("redactCaseUpdate", Gen.Select(One, Redacted, (c, what) => $"id: \"&{c}\", {what}"))),
            (
                1,
                Act(
                    "eraseContacts",
                    Gen.Select(
                        Contact,
                        Gen.OneOf(["KEEP", "REDACT"]),
                        (who, how) => $"ids: [{who}], messages: {how}, reason: \"Random\""
                    )
                )
            ),
            (1, Act("removeAttachments", One.Select(c => $"ids: [\"&{c}\"], reason: \"Random\""))),
            (3, Act("revertChangeSet", Gen.Const("changeSetId: \"%\"")))
        );
}
