using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Tests.Data;

/// <summary>Databases that were there before this version of the service. FirstVersion/make made those of the first.</summary>
public sealed class OlderVersionTests
{
    private static readonly string[] Tables =
    [
        "Account",
        "Bug",
        "Case",
        "CaseBug",
        "CaseChange",
        "CaseContact",
        "CaseUpdate",
        "ChangeSet",
        "Contact",
        "FieldChange",
        "User",
    ];

    [Fact]
    public async Task A_database_of_the_first_version_is_migrated_at_the_start_and_loses_nothing()
    {
        var database = await RestoreAsync();
        List<long> counts;
        List<(long Number, string Subject, int Version)> cases;
        await using (var before = await OutsideDatabase.OpenAsync(database))
        {
            counts = await CountAsync(before);
            cases = await CasesAsync(before);
        }

        await using var server = new RunningServer { Database = database };
        await server.InitializeAsync();

        await using (var db = database.CreateDb())
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        await using (var after = await OutsideDatabase.OpenAsync(database))
            Assert.Equal(counts, await CountAsync(after));
        Assert.Equal(
            cases,
            (await ListAsync(server, "cases(first: 100, includeDeleted: true, order: [{number: ASC}])")).Select(node =>
                (Number(node), Text(node, "subject"), node.GetProperty("version").GetInt32())
            )
        );
        Assert.Equal(
            counts[Array.IndexOf(Tables, "CaseChange")],
            (await server.Client.ListChangesAsync(after: null, "cursor")).Count
        );
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_read_searched_and_written_as_any_other()
    {
        await using var server = new RunningServer { Database = await RestoreAsync() };
        await server.InitializeAsync();
        var node = (await ListAsync(server, "cases(first: 1)")).Single();
        var (number, subject) = (Number(node), Text(node, "subject"));

        Assert.Contains(
            number,
            (await ListAsync(server, $"cases(search: {JsonSerializer.Serialize(subject)})")).Select(Number)
        );
        await server.Client.MutateAsync("addCaseUpdate", new { caseId = number, text = "Quokka" });
        Assert.Equal([number], (await ListAsync(server, "cases(search: \"quokka\")")).Select(Number));
        Assert.Equal(number + 1, await server.Client.CreateCaseAsync("Next"));
    }

    [Fact]
    public async Task Empty_texts_of_older_versions_are_null_in_every_optional_column_and_in_the_log()
    {
        var database = await RestoreAsync();
        List<(string Table, string Column, string Key)> columns;
        await using (var before = await OutsideDatabase.OpenAsync(database))
        {
            columns = await OptionalTextsAsync(database, before);
            foreach (var (table, column, key) in columns)
                await before.NumbersAsync(
                    $"""UPDATE "{table}" SET "{column}" = '' WHERE {Oldest(table, key)} RETURNING "{key}" """
                );
        }

        await using var server = new RunningServer { Database = database };
        await server.InitializeAsync();

        await using var after = await OutsideDatabase.OpenAsync(database);
        foreach (var (table, column, key) in columns)
        {
            Assert.Equal(
                [1],
                await after.NumbersAsync(
                    $"""SELECT COUNT(*) FROM "{table}" WHERE {Oldest(table, key)} AND "{column}" IS NULL"""
                )
            );
        }

        static string Oldest(string table, string key) => $"\"{key}\" = (SELECT MIN(\"{key}\") FROM \"{table}\")";
    }

    [Fact]
    public async Task User_names_of_older_versions_are_compared_in_nfc_and_two_that_were_there_stay()
    {
        var database = await RestoreAsync();
        await using (var before = await OutsideDatabase.OpenAsync(database))
        {
            foreach (
                var (name, key) in new[]
                {
                    ("Zoe\u0308", "zoe\u0308"),
                    ("Rene\u0301", "rene\u0301"),
                    ("ren\u00e9", "ren\u00e9"),
                }
            )
                await before.NumbersAsync(
                    $"""
                    INSERT INTO "User" ("UserName", "UserNameKey", "FullName", "Active", "CreatedAt", "UpdatedAt", "Version")
                    VALUES ('{name}', '{key}', 'Any', {(
                        TestDatabase.IsPostgres ? "true" : "1"
                    )}, 0, 0, 1) RETURNING "Id"
                    """
                );
        }

        await using var server = new RunningServer { Database = database };
        await server.InitializeAsync();

        foreach (var name in new[] { "zo\u00eb", "ren\u00e9", "RENE\u0301" })
        {
            var payload = await server.Client.MutateAsync("createUser", new { userName = name, fullName = "Any" });
            Assert.Equal(["input.userName NOT_UNIQUE"], payload.Errors);
        }
    }

    [Fact]
    public async Task Users_of_versions_without_roles_are_administrators_and_new_ones_get_the_default_role()
    {
        await using var server = new RunningServer { Database = await RestoreAsync() };
        await server.InitializeAsync();

        const string everybody = "{ users(first: 100) { nodes { roles { nodes { name } } } } }";
        var users = Nodes(await server.Client.AskAsync(everybody), "users");
        await server.Client.MutateAsync("createUser", new { userName = "newcomer", fullName = "New" });
        var all = Nodes(await server.Client.AskAsync(everybody), "users");

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal("Administrator", RoleOf(user)));
        Assert.Single(all, user => RoleOf(user) is "Agent");

        static string? RoleOf(JsonElement user) => Assert.Single(Nodes(user, "roles")).GetProperty("name").GetString();
    }

    [Fact]
    public async Task Cases_and_users_of_versions_without_teams_are_of_the_first_team()
    {
        await using var server = new RunningServer { Database = await RestoreAsync() };
        await server.InitializeAsync();

        var cases = Nodes(
            await server.Client.AskAsync("{ cases(first: 100, includeDeleted: true) { nodes { team { name } } } }")
        );
        var users = Nodes(
            await server.Client.AskAsync("{ users(first: 100) { nodes { teams { nodes { name } } } } }"),
            "users"
        );

        Assert.NotEmpty(cases);
        Assert.All(cases, one => Assert.Equal("General", one.GetProperty("team").GetProperty("name").GetString()));
        Assert.All(users, user => Assert.Equal("General", Text(Assert.Single(Nodes(user, "teams")), "name")));
        await using var db = server.Database.CreateDb();
        Assert.Equal(
            0,
            await db.Set<CaseChange>()
                .CountAsync(change => change.FacetsAfter != "" && !change.FacetsAfter!.Contains("|q1|"))
        );
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_make_the_database_once()
    {
        await using var database = TestDatabase.Absent();

        var servers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        );

        await using var one = servers[0];
        await using var other = servers[1];
        var number = await one.Client.CreateCaseAsync("Seen by both");
        var data = await other.Client.AskAsync("{ cases { nodes { number subject version } } }");
        Assert.Equal(number, Number(Assert.Single(Nodes(data))));
        await using var db = database.CreateDb();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    private static async Task<TestDatabase> RestoreAsync()
    {
        var file = TestDatabase.IsPostgres ? "postgres.sql.gz" : "sqlite.bin.gz";
        await using var packed = File.OpenRead(
            Repository.PathOf("tests", "CasesGraph.Tests", "Data", "FirstVersion", file)
        );
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        await unpacked.CopyToAsync(content);
        return await TestDatabase.RestoreAsync(content.ToArray());
    }

    /// <summary>What a caller may leave out, of the columns that there are, and the values of the log.</summary>
    private static async Task<List<(string Table, string Column, string Key)>> OptionalTextsAsync(
        TestDatabase database,
        OutsideDatabase outside
    )
    {
        await using var db = database.CreateDb();
        var found = new List<(string, string, string)>
        {
            ("FieldChange", "Before", "Id"),
            ("FieldChange", "After", "Id"),
        };
        foreach (var entity in db.Model.GetEntityTypes().Where(type => !type.HasSharedClrType))
        {
            var table = entity.GetTableName()!;
            if (!await IsThereAsync(outside, table))
                continue;
            foreach (var property in entity.GetProperties().Where(IsOptionalText))
            {
                if ((await ColumnsAsync(outside, table)).Contains(property.GetColumnName()))
                    found.Add(
                        (table, property.GetColumnName(), entity.FindPrimaryKey()!.Properties[0].GetColumnName())
                    );
            }
        }
        return found;

        static bool IsOptionalText(IProperty property) =>
            property is { ClrType.Name: nameof(String), IsNullable: true }
            && property.PropertyInfo?.GetCustomAttribute<FieldAttribute>() is { Editable: not EditableIn.None };
    }

    private static async Task<bool> IsThereAsync(OutsideDatabase outside, string table)
    {
        var tables = TestDatabase.IsPostgres
            ? $"SELECT COUNT(*) FROM pg_class WHERE relkind = 'r' AND relname = '{table}'"
            : $"SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '{table}'";
        return (await outside.NumbersAsync(tables)).Single() > 0;
    }

    private static async Task<string[]> ColumnsAsync(OutsideDatabase outside, string table) =>
        Assert.Single(
            await outside.ReadAsync(
                $"SELECT * FROM \"{table}\" LIMIT 1",
                row => Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToArray()
            )
        );

    private static async Task<List<long>> CountAsync(OutsideDatabase outside)
    {
        var counts = new List<long>();
        foreach (var table in Tables)
            counts.AddRange(await outside.NumbersAsync($"SELECT COUNT(*) FROM \"{table}\""));
        Assert.DoesNotContain(0, counts);
        return counts;
    }

    private static Task<List<(long Number, string Subject, int Version)>> CasesAsync(OutsideDatabase outside) =>
        outside.ReadAsync(
            "SELECT \"Number\", \"Subject\", \"Version\" FROM \"Case\" ORDER BY \"Number\"",
            row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2))
        );

    private static async Task<JsonElement[]> ListAsync(RunningServer server, string list) =>
        Nodes(await server.Client.AskAsync($"{{ {list} {{ nodes {{ number subject version }} }} }}"));

    private static JsonElement[] Nodes(JsonElement data, string list = "cases") =>
        [.. data.GetProperty(list).GetProperty("nodes").EnumerateArray()];

    private static long Number(JsonElement node) => node.GetProperty("number").GetInt64();

    private static string Text(JsonElement node, string name) => node.GetProperty(name).GetString()!;
}
