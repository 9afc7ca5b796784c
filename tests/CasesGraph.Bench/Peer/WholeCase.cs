using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Peer;

/// <summary>
/// The work of createCase as a function of the database, the way to give PostGraphile a mutation that does more than
/// insert a row: what the case refers to is checked, and its change log written.
/// </summary>
internal static class WholeCase
{
    private const string Function = """
        CREATE FUNCTION create_whole_case(subject text, subject_bands text, description text, priority integer,
            type integer, account_id bigint, assigned_to_id bigint)
        RETURNS "Case" LANGUAGE plpgsql AS $$
        DECLARE
            account text;
            assignee text;
            created "Case";
            change_set bigint;
            change bigint;
            now_at bigint := extract(epoch FROM clock_timestamp()) * 1000000;
        BEGIN
            SELECT "Name" INTO STRICT account FROM "Account" WHERE "Id" = account_id AND "DeletedAt" IS NULL;
            SELECT "FullName" INTO STRICT assignee FROM "User" WHERE "Id" = assigned_to_id AND "Active";
            INSERT INTO "Case" ("Subject", "SubjectBands", "Description", "Status", "Priority", "Type", "Source",
                "AccountId", "TeamId", "AssignedToId", "CreatedAt", "CreatedByUserId", "UpdatedAt", "UpdatedByUserId", "Version")
            VALUES (subject, subject_bands, description, 1, priority, type, 0,
                account_id, 1, assigned_to_id, now_at, 1, now_at, 1, 1)
            RETURNING * INTO created;
            INSERT INTO "ChangeSet" ("Action", "ActorUserId", "OccurredAt") VALUES (0, 1, now_at)
            RETURNING "Id" INTO change_set;
            INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt",
                "ActorKey", "FacetsBefore", "FacetsAfter")
            VALUES (log_position(), 0, created."Number", 1, change_set, now_at, 1, '',
                format('|s1|p%s|t%s|c0|a%s|q1|u%s|r|', priority, type, account_id, assigned_to_id)) RETURNING "Id" INTO change;
            INSERT INTO "FieldChange" ("ChangeId", "Field", "After", "AfterText") VALUES
                (change, 'SUBJECT', subject, NULL), (change, 'DESCRIPTION', description, NULL),
                (change, 'STATUS', 'ASSIGNED', 'Assigned'),
                (change, 'PRIORITY', (ARRAY['HIGH', 'MEDIUM', 'LOW'])[priority + 1],
                    (ARRAY['High', 'Medium', 'Low'])[priority + 1]),
                (change, 'TYPE', (ARRAY['ADMINISTRATION', 'PRODUCT', 'USER'])[type + 1],
                    (ARRAY['Administration', 'Product', 'User'])[type + 1]),
                (change, 'ACCOUNT', bench.opaque('Account:' || account_id), account),
                (change, 'TEAM', bench.opaque('Team:1'), 'General'),
                (change, 'ASSIGNED_TO', bench.opaque('User:' || assigned_to_id), assignee);
            RETURN created;
        END $$
        """;

    /// <summary>Out of sight: the peer shows functions of the schema "public".</summary>
    private const string OpaqueId = """
        CREATE SCHEMA bench;
        CREATE FUNCTION bench.opaque(id text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN RETURN translate(rtrim(encode(convert_to(id, 'UTF8'), 'base64'), '='), '+/', '-_'); END $$
        """;

    public static async Task AddAsync(BenchDatabase database, string connectionString, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(connectionString, token);
        foreach (var sql in (string[])[OpaqueId, Function])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(token);
        }
    }
}
