namespace CasesGraph.Tests.Query;

/// <summary>The lists that front ends show, each with the index that it is read by.</summary>
public static class UsualLists
{
    public const string InOrderOfKey = "SCAN c";

    /// <summary>Arguments of a list, and the index that it is read by.</summary>
    public static TheoryData<string, string> AtTheRoot { get; } =
        new()
        {
            { "", InOrderOfKey },
            {
                "where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}}, order: [{updatedAt: DESC}]",
                "IX_Case_Status_Priority_UpdatedAt_Number_DeletedAt (Status=? AND Priority=?"
            },
            {
                "where: {state: {eq: OPEN}}, order: [{updatedAt: DESC}]",
                "IX_Case_State_UpdatedAt_Number_DeletedAt (State=?"
            },
            {
                "where: {assignedToId: {eq: \"USER\"}, state: {eq: OPEN}}, order: [{updatedAt: DESC}]",
                "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt (AssignedToId=? AND State=?"
            },
            {
                "where: {state: {eq: OPEN}, waitingSince: {neq: null}}, order: [{waitingSince: ASC}]",
                "IX_Case_State_WaitingSince_Number_DeletedAt (State=? AND WaitingSince>?"
            },
            {
                "where: {assignedToId: {eq: \"USER\"}, state: {eq: OPEN}, waitingSince: {neq: null}}, order: [{waitingSince: ASC}]",
                "IX_Case_AssignedToId_State_WaitingSince_Number_DeletedAt (AssignedToId=? AND State=? AND WaitingSince>?"
            },
            { "where: {accountId: {eq: \"ACCOUNT\"}}", "IX_Case_AccountId_Number_DeletedAt (AccountId=?" },
            { "where: {assignedToId: {eq: \"USER\"}}", "IX_Case_AssignedToId_Number_DeletedAt (AssignedToId=?" },
            { "where: {status: {eq: ASSIGNED}}", "IX_Case_Status_Number_DeletedAt (Status=?" },
            { "order: [{createdAt: DESC}]", "IX_Case_CreatedAt_Number_DeletedAt" },
            { "order: [{updatedAt: DESC}]", "IX_Case_UpdatedAt_Number_DeletedAt" },
            { "order: [{subject: ASC}]", "IX_Case_Subject_Number_DeletedAt" },
        };

    /// <summary>
    /// Arguments of a list, the index of whose ranges it is read, how many these are, and how many where it goes on behind a
    /// cursor.
    /// </summary>
    public static TheoryData<string, string, int, int> InRanges { get; } =
        new()
        {
            { "where: {status: {eq: ASSIGNED}}, order: [{updatedAt: DESC}]", Queue, 3, 3 },
            { "where: {state: {eq: OPEN}}, order: [{priority: DESC}, {updatedAt: DESC}]", Queue, 9, 12 },
            { "where: {status: {in: [NEW, ASSIGNED]}}, order: [{priority: ASC}, {updatedAt: DESC}]", Queue, 6, 24 },
            { "where: {status: {in: [NEW, ASSIGNED]}}, order: [{updatedAt: DESC}]", Queue, 18, 18 },
            { "where: {priority: {eq: HIGH}}, order: [{updatedAt: DESC}]", Queue, 6, 6 },
            { "order: [{priority: DESC}, {updatedAt: DESC}]", Queue, 18, 24 },
            {
                "where: {state: {eq: OPEN}}, order: [{createdAt: ASC}]",
                "IX_Case_Status_CreatedAt_Number_DeletedAt",
                3,
                3
            },
            { "where: {state: {eq: OPEN}}", "IX_Case_Status_Number_DeletedAt", 3, 3 },
            {
                "where: {assignedToId: {eq: \"USER\"}}, order: [{updatedAt: DESC}]",
                "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt",
                2,
                2
            },
            {
                "where: {assignedToId: {eq: null}}, order: [{updatedAt: DESC}]",
                "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt",
                2,
                2
            },
            {
                "where: {assignedToId: {eq: \"USER\"}, state: {eq: OPEN}}, order: [{priority: DESC}, {updatedAt: DESC}]",
                "IX_Case_AssignedToId_Status_Priority_UpdatedAt_Number_DeletedAt",
                9,
                12
            },
        };

    /// <summary>Arguments of lists that are read along an index without being sorted, whatever filters them.</summary>
    public static TheoryData<string, string> AlongAnIndex { get; } =
        new()
        {
            { "where: {state: {eq: OPEN}}, order: [{subject: ASC}]", "IX_Case_Subject_Number_DeletedAt" },
            {
                "where: {status: {eq: CLOSED}, priority: {eq: HIGH}, type: {eq: USER}}, order: [{createdAt: ASC}]",
                "IX_Case_Status_CreatedAt_Number_DeletedAt"
            },
            { "order: [{closedAt: DESC}]", "IX_Case_ClosedAt_Number_DeletedAt" },
            { "order: [{closedAt: DESC_NULLS_FIRST}]", "IX_Case_ClosedAt_Number_DeletedAt" },
            { "order: [{type: ASC}]", "IX_Case_Type_Number_DeletedAt" },
            {
                "where: {state: {eq: OPEN}, firstResponseAt: {eq: null}}, order: [{createdAt: ASC}]",
                "IX_Case_State_CreatedAt_Number_DeletedAt"
            },
            {
                "where: {state: {eq: OPEN}, lastMessageDirection: {eq: INCOMING}}, order: [{lastIncomingAt: DESC}]",
                "IX_Case_State_LastIncomingAt_Number_DeletedAt"
            },
            {
                "where: {state: {eq: OPEN}}, order: [{messageCount: DESC}]",
                "IX_Case_State_MessageCount_Number_DeletedAt"
            },
            {
                "where: {assignedAt: {gte: \"2024-01-01T00:00:00Z\"}}, order: [{assignedAt: DESC}]",
                "IX_Case_AssignedAt_Number_DeletedAt"
            },
            { "order: [{team: {name: ASC}}]", "IX_Team_Name" },
            { "order: [{team: {name: ASC}}]", "IX_Case_TeamId_Number_DeletedAt" },
            {
                "where: {state: {eq: OPEN}}, order: [{assignedTo: {fullName: ASC}}, {updatedAt: DESC}]",
                "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt"
            },
            { "order: [{account: {name: ASC}}]", "IX_Account_Name_Id_DeletedAt" },
            { "order: [{account: {name: ASC}}]", "IX_Case_AccountId_Number_DeletedAt" },
            { "where: {state: {eq: OPEN}}, order: [{assignedTo: {fullName: DESC}}]", "IX_User_FullName" },
            {
                "where: {state: {eq: OPEN}}, order: [{assignedTo: {fullName: DESC}}]",
                "IX_Case_AssignedToId_Number_DeletedAt"
            },
            {
                "includeDeleted: true, where: {deletedAt: {neq: null}}, order: [{deletedAt: DESC}]",
                "IX_Case_DeletedAt_Number"
            },
        };

    private const string Queue = "IX_Case_Status_Priority_UpdatedAt_Number_DeletedAt";

    /// <summary>Filters of the log by what it refers to.</summary>
    public static TheoryData<string> OfTheLog { get; } =
    [
        "{case: {priority: {eq: HIGH}}}",
        "{case: {state: {eq: OPEN}, assignedToId: {neq: null}}}",
        "{case: {accountId: {neq: null}}, kind: {eq: CREATED}}",
        "{case: {account: {name: {contains: \"a\"}}}}",
        "{case: {assignedTo: {fullName: {contains: \"a\"}}}}",
        "{case: {contacts: {some: {lastName: {contains: \"a\"}}}}}",
        "{case: {updates: {some: {text: {contains: \"a\"}}}}}",
        "{or: [{case: {type: {eq: PRODUCT}}}, {case: {source: {eq: EMAIL}}}]}",
        "{actorId: {neq: null}}",
        "{field: {eq: SUBJECT}}",
    ];

    /// <summary>Lists by what an index of the log finds, and that index.</summary>
    public static TheoryData<string, string> ByTheLog { get; } =
        new()
        {
            {
                "caseChanges(last: 20, where: {actorId: {eq: \"USER\"}}) { nodes { kind } }",
                "IX_CaseChange_ActorKey_Id_Type (ActorKey=?"
            },
            {
                "caseChanges(where: {actorId: {eq: \"USER\"}}) { totalCount }",
                "COVERING INDEX IX_CaseChange_ActorKey_Id_Type (ActorKey=?"
            },
            {
                "caseChanges(first: 20, where: {occurredAt: {gte: \"2024-01-01T00:00:00Z\", lt: \"2024-02-01T00:00:00Z\"}}) { nodes { kind } }",
                "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
            },
            {
                "caseChanges(last: 20, where: {actorId: {eq: \"USER\"}, occurredAt: {lt: \"2024-02-01T00:00:00Z\"}}) { nodes { kind } }",
                "IX_CaseChange_ActorKey_Id_Type (ActorKey=? AND"
            },
            {
                "cases(first: 50, where: {changes: {some: {actorId: {eq: \"USER\"}, occurredAt: {gte: \"2099-01-01T00:00:00Z\"}}}}) { nodes { subject } }",
                "IX_CaseChange_ActorKey_Id_Type (ActorKey=? AND"
            },
            {
                "cases(first: 50, where: {changes: {some: {changeSetId: {eq: \"Q2hhbmdlU2V0OjU\"}}}}) { nodes { subject } }",
                "IX_CaseChange_ChangeSetId_Id (ChangeSetId=?"
            },
        };

    /// <summary>Lists of the log of all records.</summary>
    public static string[] OfRecords { get; } =
    [
        "{ recordChanges(last: 50) { edges { cursor } } }",
        "{ recordChanges(first: 50, order: [{occurredAt: DESC}]) { edges { cursor } } }",
    ];

    /// <summary>Arguments of the audit, and the index that it is read by.</summary>
    public static TheoryData<string, string> OfTheAudit { get; } =
        new()
        {
            { "first: 50", "IX_AuditEvent_At_Id" },
            { "first: 50, where: {at: {gte: \"2026-01-01T00:00:00Z\"}}", "IX_AuditEvent_At_Id" },
            { "first: 50, where: {kind: {eq: KEY_REVOKED}}", "IX_AuditEvent_Kind_At_Id (Kind=?" },
            { "first: 50, where: {actor: {userId: {eq: \"USER\"}}}", "IX_AuditEvent_ActorUserId_At_Id (ActorUserId=?" },
            {
                "first: 50, where: {objectId: {eq: \"Q2FzZToxNw\"}}, order: [{at: ASC}]",
                "IX_AuditEvent_ObjectId_ObjectType_At_Id (ObjectId=? AND ObjectType=?"
            },
        };

    /// <summary>Lists below others, and the index by which the rows of one owner are found.</summary>
    public static TheoryData<string, string> BelowOwners { get; } =
        new()
        {
            {
                "cases { nodes { contacts(first: 5) { edges { role node { fullName } } } } }",
                "sqlite_autoindex_CaseContact_1 (CaseNumber=?)"
            },
            { "cases { nodes { bugs(first: 5) { nodes { subject } } } }", "sqlite_autoindex_CaseBug_1 (CaseNumber=?)" },
            {
                "cases { nodes { updates(last: 3) { nodes { text } } } }",
                "IX_CaseUpdate_CaseNumber_SentAt_Id (CaseNumber=?)"
            },
            {
                "cases { nodes { attachments(first: 5) { nodes { fileName } } } }",
                "IX_Attachment_CaseNumber_CreatedAt_Id (CaseNumber=?)"
            },
            {
                "cases { nodes { updates(last: 3) { nodes { attachments { fileName url } } } } }",
                "IX_Attachment_CaseUpdateId (CaseUpdateId=?)"
            },
            {
                "cases { nodes { changes(first: 5) { nodes { kind } } } }",
                "IX_CaseChange_CaseNumber_Id_Type (CaseNumber=?)"
            },
            {
                "cases { nodes { changes(first: 5) { nodes { fields { field } } } } }",
                "IX_FieldChange_ChangeId (ChangeId=?)"
            },
            {
                "cases { nodes { changes(first: 5) { nodes { updates { text } } } } }",
                "IX_CaseUpdate_ChangeId (ChangeId=?)"
            },
            {
                "accounts { nodes { changes(first: 5) { nodes { kind } } } }",
                "IX_CaseChange_Type_RecordId_Id (Type=? AND RecordId=?)"
            },
            {
                "users { nodes { changes(last: 5, order: [{occurredAt: DESC}]) { nodes { fields { field } } } } }",
                "IX_EntityFieldChange_ChangeId (ChangeId=?)"
            },
            {
                "accounts { nodes { cases(first: 5) { nodes { number } } } }",
                "IX_Case_AccountId_Number_DeletedAt (AccountId=?)"
            },
            {
                "accounts { nodes { contacts(first: 5) { nodes { fullName } } } }",
                "IX_Contact_AccountId_LastName_FirstName (AccountId=?)"
            },
            {
                "users { nodes { assignedCases(first: 5, where: {state: {eq: OPEN}}, order: [{updatedAt: DESC}]) { nodes { number } } } }",
                "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt (AssignedToId=? AND State=?)"
            },
            {
                "bugs { nodes { cases(first: 5) { nodes { number } } } }",
                "IX_CaseBug_BugNumber_CaseNumber (BugNumber=?)"
            },
            {
                "contacts { nodes { cases(first: 5) { nodes { number } } } }",
                "IX_CaseContact_ContactId_CaseNumber (ContactId=?)"
            },
        };
}
