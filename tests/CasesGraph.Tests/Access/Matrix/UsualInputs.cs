namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// Of each mutation an input with which it does what it is for. @names stand for the objects of <see cref="MatrixWorld"/>.
/// </summary>
internal static class UsualInputs
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        Lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    private const string Lines = """
        createCase {"subject": "New"}
        createCases {"cases": [{"subject": "New"}]}
        updateCase {"id": "@case", "subject": "New"}
        duplicateCase {"id": "@case"}
        deleteCases {"select": {"ids": ["@case"]}}
        restoreCases {"select": {"ids": ["@deletedCase"]}}
        purgeCases {"select": {"ids": ["@case"]}}
        redactCaseUpdate {"id": "@update", "whole": true}
        redactCaseField {"caseId": "@case", "field": "DESCRIPTION", "whole": true}
        removeAttachments {"ids": ["@attachment"]}
        eraseContacts {"ids": ["@contact"], "messages": "KEEP"}
        linkCaseContacts {"caseId": "@case", "contacts": [{"contactId": "@contact"}]}
        unlinkCaseContacts {"caseId": "@case", "contactIds": ["@linkedContact"]}
        linkCaseBugs {"caseId": "@case", "bugIds": ["@bug"]}
        unlinkCaseBugs {"caseId": "@case", "bugIds": ["@linkedBug"]}
        massUpdateCases {"select": {"ids": ["@case"]}, "set": {"priority": "LOW"}}
        addCaseUpdate {"caseId": "@case", "text": "New"}
        attachToCase {"caseId": "@case", "files": ["@file"]}
        prepareImport {"file": "@file"}
        exportCases {"select": {"ids": ["@case"]}}
        exportAccounts {"select": {"ids": ["@account"]}}
        exportContacts {"select": {"ids": ["@contact"]}}
        exportBugs {"select": {"ids": ["@bug"]}}
        exportUsers {"select": {"ids": ["@user"]}}
        exportCaseChanges {"select": {"matching": {}}}
        saveImportMapping {"name": "New", "importId": "@import", "fields": [{"field": "subject", "from": {"column": 0}}]}
        deleteImportMapping {"id": "@importMapping"}
        startImport {"importId": "@import", "mode": "CREATE", "fields": [{"field": "subject", "from": {"column": 0}}]}
        mergeCases {"primaryId": "@case", "duplicateIds": ["@otherCase"]}
        unmergeCase {"caseId": "@mergedCase"}
        revertChangeSet {"changeSetId": "@changeSet"}
        createAccount {"name": "New"}
        updateAccount {"id": "@account", "name": "New"}
        createContact {"lastName": "New"}
        updateContact {"id": "@contact", "lastName": "New"}
        createBug {"subject": "New"}
        updateBug {"id": "@bug", "subject": "New"}
        massUpdateAccounts {"select": {"ids": ["@account"]}, "set": {"industry": "New"}}
        deleteAccounts {"select": {"ids": ["@account"]}}
        restoreAccounts {"select": {"ids": ["@deletedAccount"]}}
        massUpdateContacts {"select": {"ids": ["@contact"]}, "set": {"title": "New"}}
        deleteContacts {"select": {"ids": ["@contact"]}}
        restoreContacts {"select": {"ids": ["@deletedContact"]}}
        massUpdateBugs {"select": {"ids": ["@bug"]}, "set": {"foundIn": "New"}}
        deleteBugs {"select": {"ids": ["@bug"]}}
        restoreBugs {"select": {"ids": ["@deletedBug"]}}
        mergeAccounts {"primaryId": "@account", "duplicateIds": ["@otherAccount"]}
        mergeContacts {"primaryId": "@contact", "duplicateIds": ["@otherContact"]}
        createUser {"userName": "new", "fullName": "New"}
        updateUser {"id": "@user", "fullName": "New"}
        createTeam {"name": "New"}
        updateTeam {"id": "@team", "description": "New"}
        deleteTeams {"ids": ["@unusedTeam"]}
        addTeamMembers {"teamId": "@unusedTeam", "userIds": ["@user"]}
        removeTeamMembers {"teamId": "@team", "userIds": ["@user"]}
        createRole {"name": "New"}
        updateRole {"id": "@role", "description": "New"}
        deleteRoles {"ids": ["@role"]}
        setUserRoles {"userId": "@user", "roleIds": ["@role"]}
        createApiKey {"name": "New", "scopes": ["CASE_VIEW"]}
        rotateApiKey {"id": "@key"}
        revokeApiKeys {"ids": ["@key"]}
        setPortalAccess {"contactId": "@contact", "access": "OWN"}
        linkIdentity {"userId": "@user", "issuer": "@issuer", "subject": "new"}
        unlinkIdentity {"issuer": "@issuer", "subject": "@subject"}
        upsertCase {"match": {"id": "@case"}, "update": {"subject": "New"}}
        upsertAccount {"match": {"id": "@account"}, "update": {"name": "New"}}
        upsertContact {"match": {"id": "@contact"}, "update": {"lastName": "New"}}
        upsertBug {"match": {"id": "@bug"}, "update": {"subject": "New"}}
        upsertUser {"match": {"id": "@user"}, "update": {"fullName": "New"}}
        cancelJob {"id": "@job"}
        updateTag {"id": "@tag", "name": "New"}
        mergeTags {"fromIds": ["@otherTag"], "intoId": "@tag"}
        deleteTags {"ids": ["@tag"]}
        orderStatusDetails {"ids": ["@statusDetail"]}
        createStatusDetail {"key": "new", "label": "New", "status": "NEW"}
        updateStatusDetail {"id": "@statusDetail", "label": "New"}
        saveFilter {"name": "New", "where": {}}
        updateFilter {"id": "@savedFilter", "name": "New"}
        deleteFilter {"id": "@savedFilter"}
        """;
}
