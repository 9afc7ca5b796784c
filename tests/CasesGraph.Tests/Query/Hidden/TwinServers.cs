using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Identities;
using CasesGraph.Imports;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Proposing;
using CasesGraph.Jobs;
using CasesGraph.Keys;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.SavedFilters;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>A server that hides rows, and one over a database that never had them.</summary>
public sealed class TwinServers : IAsyncLifetime
{
    private const string ImportKey = "abababababababababababababababab";
    private static readonly byte[] ImportContent =
        "subject,priority,created at,subject\nA,HIGH,01/02/2025,B\nC,LOW,NULL,\n"u8.ToArray();

    public SampleServer Hiding { get; private set; } = null!;
    public SampleServer Without { get; private set; } = null!;

    /// <summary>All rows, the hidden ones too.</summary>
    public World World { get; private set; } = null!;

    public Task InitializeAsync()
    {
        // Each change has a change set and each case a team, so no database can do without them; answers have null in their
        // place. Built-in roles
        // come back whenever a server starts.
        var hiding = new EveryThird(but: [typeof(ChangeSet), typeof(Role), typeof(Team)]);
        return StartAsync(
            _ => hiding,
            database => new SampleServer(database) { Condition = hiding },
            database => new(database)
        );
    }

    /// <summary>Starts both.</summary>
    /// <param name="hides">What is hidden of these rows.</param>
    internal async Task StartAsync(
        Func<World, IHiding> hides,
        Func<TestDatabase, SampleServer> hiding,
        Func<TestDatabase, SampleServer> without
    )
    {
        var database = await TestDatabase.CreateAsync();
        await SampleRows.WriteAsync(database);
        await AddMoreAsync(database);
        World = World.Load(database);
        var copy = await database.CopyAsync();
        WriteImport(copy.Folder);
        Hiding = hiding(database);
        await Hiding.InitializeAsync();
        await new HiddenRows(hides(World), World, Hiding.Shape).RemoveAsync(copy);
        Without = without(copy);
        await Without.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Hiding.DisposeAsync();
        await Without.DisposeAsync();
    }

    /// <summary>What both answer, which has to be the same.</summary>
    public async Task<string> SameAsync(string query, JsonObject? variables = null)
    {
        var (hiding, without) = (
            await Hiding.AnswerAsync(query, variables),
            await Without.AnswerAsync(query, variables)
        );
        var (text, expected) = (hiding.GetRawText(), without.GetRawText());
        if (text.Contains("INTERNAL_ERROR", StringComparison.Ordinal))
            Assert.Fail(
                $"{query}\n{Hiding.Server.Log.Entries.LastOrDefault(entry => entry.Exception is not null)?.Exception}"
            );
        if (!string.Equals(expected, text, StringComparison.Ordinal))
            Assert.Fail($"{query}\n{variables}\nwithout: {expected}\nhiding:  {text}");
        return text;
    }

    internal static async Task AddMoreAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        await AddJobsAsync(db);
        await AddImportsAsync(db, database.Folder);
        await AddKeysAsync(db);
        await AddFiltersAsync(db);
        await AddIdentitiesAsync(db);
        AddAlikeCases(db);
        await db.SaveChangesAsync();
        await AddKeysToAuditAsync(db);
        await db.SaveChangesAsync();
        await CountOnAsync(db);
    }

    private static async Task AddJobsAsync(CasesDb db)
    {
        var sets = await db.Set<ChangeSet>().OrderBy(set => set.Id).Take(12).ToListAsync();
        foreach (var set in sets)
        {
            // One that has not finished would be gone on with.
            var job = new Job
            {
                Kind = JobKind.MassUpdate,
                Status = JobStatus.Succeeded,
                FinishedAt = Samples.Now,
                ChangeSetId = set.Id,
                Worked = 1,
                RowGroups =
                    """[{"outcome":"REJECTED","code":"CONFLICT","field":"status","column":1,"value":"Why","count":2,"firstRow":3}]""",
            };
            db.Add(job);
            await db.SaveChangesAsync();
            set.JobId = job.Id;
            for (var row = 1; row <= 6; row++)
                db.Add(
                    new JobRow
                    {
                        JobId = job.Id,
                        Row = row,
                        Type = RecordType.Case,
                        RecordId = 1000 + (7 * row) + job.Id,
                        CaseNumber = 1000 + (7 * row) + job.Id,
                        Reasons = """[{"message":"Why","field":[],"code":"CONFLICT"}]""",
                    }
                );
        }
    }

    /// <summary>Files with all that can be told of one, each about a job.</summary>
    private static async Task AddImportsAsync(CasesDb db, string folder)
    {
        var jobs = await db.Set<Job>().OrderBy(job => job.Id).Take(6).ToListAsync();
        foreach (var job in jobs)
        {
            var import = new Imports.Import
            {
                FileName = $"{job.Id}.csv",
                Sha256 = "",
                StorageKey = ImportKey,
                State = ImportState.Ready,
                CreatedAt = Samples.Now,
                ExpiresAt = DateTime.MaxValue.AddYears(-1),
                CreatedByUserId = await db.Set<User>().OrderBy(user => user.Id).Select(user => user.Id).FirstAsync(),
            };
            using var content = new MemoryStream(ImportContent);
            var analysis = new FileAnalysis(content, null, TargetFields.Of(ImportRecords.Cases), new ImportSettings());
            ImportJson.Fill(import, analysis.Begin());
            import.Sheets = """[{"name":"Data","hidden":false}]""";
            db.Add(import);
            await db.SaveChangesAsync();
            job.ImportId = import.Id;
        }
        WriteImport(folder);
    }

    /// <summary>The content of the imports, where a server of the folder keeps it.</summary>
    private static void WriteImport(string folder)
    {
        var place = Directory.CreateDirectory(Path.Join(folder, "data", "attachments", ImportKey[..2]));
        File.WriteAllBytes(Path.Join(place.FullName, ImportKey), ImportContent);
    }

    private static async Task AddKeysAsync(CasesDb db)
    {
        var user = await db.Set<User>().Select(one => one.Id).OrderBy(one => one).FirstAsync();
        for (var key = 1; key <= 6; key++)
            db.Add(
                new ApiKey
                {
                    Name = $"Key {key}",
                    KeyId = KeyText.New().Id,
                    UserId = user,
                    SecretHash = [(byte)key],
                    CreatedAt = Samples.Now,
                    UpdatedAt = Samples.Now,
                    ExpiresAt = Samples.Now.AddDays(1),
                }
            );
    }

    private static async Task AddFiltersAsync(CasesDb db)
    {
        var user = await db.Set<User>().Select(one => one.Id).OrderBy(one => one).FirstAsync();
        var teams = await db.Set<Team>().OrderBy(team => team.Id).ToListAsync();
        for (var number = 1; number <= 6; number++)
        {
            var filter = new SavedFilter
            {
                Name = $"Filter {number}",
                Where = """{"status":{"neq":"NEW"}}""",
                Order = """[{"subject":"ASC"}]""",
                Columns = """["subject"]""",
                OwnerId = user,
                Sharing = Sharing.Teams,
                CreatedAt = Samples.Now,
                UpdatedAt = Samples.Now,
            };
            db.Add(filter);
            db.AddRange(teams.Select(team => new SavedFilterTeam { Filter = filter, Team = team }));
            var mapping = new ImportMapping
            {
                Name = $"Mapping {number}",
                Fields = """[{"field":"subject","from":{"column":0}}]""",
                Headers = """["subject"]""",
                OwnerId = user,
                Sharing = Sharing.Teams,
                CreatedAt = Samples.Now,
                UpdatedAt = Samples.Now,
            };
            db.Add(mapping);
            db.AddRange(teams.Select(team => new ImportMappingTeam { Mapping = mapping, Team = team }));
        }
    }

    private static async Task AddIdentitiesAsync(CasesDb db)
    {
        foreach (var contact in await db.Set<Contact>().OrderBy(one => one.Id).ToListAsync())
        {
            for (var subject = 1; subject <= 3; subject++)
                db.Add(
                    new Identity
                    {
                        Contact = contact,
                        Issuer = "https://login.example",
                        Subject = $"contact-{contact.Id}-{subject}",
                        LinkedAt = Samples.Now,
                    }
                );
        }
        foreach (var user in await db.Set<User>().OrderBy(one => one.Id).ToListAsync())
        {
            for (var subject = 1; subject <= 3; subject++)
                db.Add(
                    new Identity
                    {
                        User = user,
                        Issuer = "https://login.example",
                        Subject = $"{user.Id}-{subject}",
                        LinkedAt = Samples.Now,
                    }
                );
        }
    }

    /// <summary>Some of the audit and of the log are by keys.</summary>
    private static async Task AddKeysToAuditAsync(CasesDb db)
    {
        var keys = await db.Set<ApiKey>().OrderBy(one => one.Id).ToListAsync();
        foreach (var (number, audit) in (await db.Set<AuditEvent>().OrderBy(one => one.Id).ToListAsync()).Index())
            audit.ApiKey = number % 3 == 0 ? keys[number % keys.Count] : null;
        foreach (var (number, set) in (await db.Set<ChangeSet>().OrderBy(one => one.Id).ToListAsync()).Index())
            set.ApiKey = number % 3 == 0 ? keys[number % keys.Count] : null;
    }

    private static void AddAlikeCases(CasesDb db)
    {
        // Two of these eight are hidden.
        for (var number = 2000; number < 2008; number++)
        {
            var alike = new Case
            {
                Number = number,
                Subject = "The printer on the second floor prints nothing at all",
                AccountId = 100,
                CreatedAt = Samples.Now,
                UpdatedAt = Samples.Now,
            };
            alike.FillBands();
            db.Add(alike);
        }
    }

    /// <summary>New rows come behind those that have keys of their own.</summary>
    private static async Task CountOnAsync(CasesDb db)
    {
        if (!TestDatabase.IsPostgres)
            return;
        foreach (var key in db.Model.GetEntityTypes().Select(entity => entity.FindPrimaryKey()).OfType<IKey>())
        {
            var (table, column) = (key.DeclaringEntityType.GetTableName(), key.Properties[0].Name);
            var sequence = $"\"{table}\"";
            await db.Database.ExecuteSqlAsync($"SELECT setval(pg_get_serial_sequence({sequence}, {column}), 100000)");
        }
    }
}
