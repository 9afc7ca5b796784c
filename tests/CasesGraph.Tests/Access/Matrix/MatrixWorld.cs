using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Access;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Tests.Tokens;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// A server with one of each object, which the administrator made, and callers who sign in as outside: by keys, as
/// contacts, as others. Every text has <see cref="Canary"/> in it.
/// </summary>
public sealed partial class MatrixWorld : IAsyncLifetime
{
    public const string Canary = "Canary";

    /// <summary>No row ever had it.</summary>
    public const long Unknown = 900_000_001;

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> more = [];
    private int count;

    public RunningServer Server { get; } =
        new()
        {
            Settings =
            {
                ["Limits:Aliases"] = "10000",
                ["Limits:Depth"] = "100",
                ["Limits:DocumentTokens"] = "100000",
                ["Limits:DocumentBytes"] = "1000000",
                ["Limits:Bucket"] = "100000000",
                ["Limits:KeyBucket"] = "100000000",
            },
        };

    public HttpClient Administrator => Server.Client;

    public ApiShape Shape { get; private set; } = null!;

    internal MatrixCallers Callers { get; private set; } = null!;

    internal Mutator Mutator { get; private set; } = null!;

    /// <summary>The id of an object by its name.</summary>
    public string this[string name]
    {
        get => ids[name];
        set => ids[name] = value;
    }

    public async Task InitializeAsync()
    {
        var issuer = await TestIssuer.StartAsync();
        more.Add(issuer);
        Server.Settings["Authentication:Issuers:0:Authority"] = ids["issuer"] = issuer.Name;
        Server.Settings["Authentication:Issuers:0:Audience"] = TestIssuer.Audience;
        await Server.InitializeAsync();
        Shape = await ApiShape.ReadAsync(Server);
        Mutator = new Mutator(Shape);
        await AddPeopleAsync();
        await AddRecordsAsync();
        await AddCasesAsync();
        await AddJobAsync();
        Callers = await MatrixCallers.CreateAsync(this);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var one in more)
            await one.DisposeAsync();
    }

    /// <summary>An input whose names stand for ids.</summary>
    public JsonObject Input(string mutation) => (JsonObject)JsonNode.Parse(Resolve(UsualInputs.All[mutation]))!;

    /// <summary>A new object by a mutation of the administrator; its id.</summary>
    public async Task<string> NewAsync(string mutation, object input)
    {
        var kind = mutation["create".Length..];
        var made = await Administrator.MutateAsync(mutation, input, selection: $"{Lower(kind)} {{ id }}");
        return made.Object(Lower(kind)).GetProperty("id").GetString()!;
    }

    public Task<string> CaseAsync(string team, string? assignee = null, string? openedBy = null, string? account = null) =>
        NewAsync(
            "createCase",
            new
            {
                subject = Canary,
                description = Canary,
                teamId = team,
                assignedToId = assignee,
                openedById = openedBy,
                accountId = account,
            }
        );

    /// <summary>A new user without roles, who is a member of one team alone, or of none.</summary>
    public async Task<string> UserAsync(string? team = null)
    {
        var name = Next();
        var user = await NewAsync("createUser", new { userName = name, fullName = name });
        await GiveAsync(user);
        await WriteAsync("removeTeamMembers", new { teamId = ids["firstTeam"], userIds = new[] { user } });
        if (team is not null)
            await WriteAsync("addTeamMembers", new { teamId = team, userIds = new[] { user } });
        return user;
    }

    /// <summary>A write of the administrator that makes no mistake; its change set, empty where nothing was to be changed.</summary>
    public async Task<string> WriteAsync(string mutation, object input)
    {
        var set = (await Administrator.MutateAsync(mutation, input, selection: "__typename")).Object("changeSet");
        return set.ValueKind is JsonValueKind.Null ? "" : set.GetProperty("id").GetString()!;
    }

    public Task GiveAsync(string user, params IReadOnlyList<string> roles) =>
        WriteAsync("setUserRoles", new { userId = user, roleIds = roles });

    public string Resolve(string text) => Placeholder().Replace(text, match => ids[match.Groups["name"].Value]);

    public static long Key(string id) => OpaqueId.TryDecode(id, out _, out var key) ? key : 0;

    public string Next() => $"{Canary} {++count}";

    private async Task AddPeopleAsync()
    {
        ids["firstTeam"] = OpaqueId.Encode("Team", CasesGraph.Teams.Team.FirstId);
        foreach (var name in new[] { "team", "otherTeam", "unusedTeam" })
            ids[name] = await NewAsync("createTeam", new { name = Next() });
        ids["user"] = await UserAsync(ids["team"]);
        ids["role"] = await NewAsync("createRole", new { name = Next() });
        ids["key"] = (await Server.NewKeyAsync($"userId: \"{ids["user"]}\", scopes: [CASE_VIEW]")).Id;
        await WriteAsync(
            "linkIdentity",
            new
            {
                userId = ids["user"],
                issuer = ids["issuer"],
                subject = "linked",
            }
        );
    }

    private async Task AddRecordsAsync()
    {
        foreach (var name in new[] { "account", "otherAccount", "deletedAccount" })
            ids[name] = await NewAsync("createAccount", new { name = Next() });
        foreach (var name in new[] { "contact", "otherContact", "linkedContact", "deletedContact" })
            ids[name] = await NewAsync("createContact", new { lastName = Next() });
        foreach (var name in new[] { "bug", "linkedBug", "deletedBug" })
            ids[name] = await NewAsync("createBug", new { subject = Next() });
        foreach (var kind in new[] { "Account", "Contact", "Bug" })
            await WriteAsync($"delete{kind}s", new { select = new { ids = new[] { ids[$"deleted{kind}"] } } });
        ids["statusDetail"] = await NewAsync(
            "createStatusDetail",
            new
            {
                key = "waiting",
                label = Canary,
                status = "NEW",
            }
        );
    }

    private async Task AddCasesAsync()
    {
        foreach (var name in new[] { "case", "otherCase", "deletedCase", "mergedCase", "wholeCase" })
            ids[name] = await CaseAsync(ids["team"]);
        var parts = await CaseParts.AddAsync(this, ids["case"]);
        (ids["update"], ids["attachment"], ids["changeSet"]) = (parts.Update, parts.Attachment, parts.ChangeSet);
        await WriteAsync(
            "updateCase",
            new { id = ids["wholeCase"], addTags = new[] { Canary, "Other" + Canary } }
        );
        var tags = await Administrator.AskAsync("{ tags { nodes { id } } }");
        foreach (var (index, tag) in tags.GetProperty("tags").GetProperty("nodes").EnumerateArray().Index())
            ids[index == 0 ? "tag" : "otherTag"] = tag.GetProperty("id").GetString()!;
        await WriteAsync(
            "linkCaseContacts",
            new { caseId = ids["case"], contacts = new[] { new { contactId = ids["linkedContact"] } } }
        );
        await WriteAsync("linkCaseBugs", new { caseId = ids["case"], bugIds = new[] { ids["linkedBug"] } });
        await WriteAsync("deleteCases", new { select = new { ids = new[] { ids["deletedCase"] } } });
        await WriteAsync(
            "mergeCases",
            new { primaryId = ids["wholeCase"], duplicateIds = new[] { ids["mergedCase"] } }
        );
    }

    /// <summary>One that has ended: another would be gone on with.</summary>
    private async Task AddJobAsync()
    {
        await using var db = Server.Database.CreateDb();
        var job = new Job
        {
            Kind = JobKind.MassUpdate,
            Status = JobStatus.Succeeded,
            FinishedAt = DateTime.UnixEpoch,
            OwnerId = Key(ids["user"]),
            ChangeSetId = Key(ids["changeSet"]),
        };
        db.Add(job);
        await db.SaveChangesAsync();
        ids["job"] = OpaqueId.Encode("Job", job.Id);
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex("@(?!file)(?<name>[a-zA-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>What belongs to a case and can be named.</summary>
internal sealed record CaseParts(string Update, string Attachment, string ChangeSet)
{
    public static async Task<CaseParts> AddAsync(MatrixWorld world, string id)
    {
        var update = await world.Administrator.MutateAsync(
            "addCaseUpdate",
            new
            {
                caseId = id,
                text = MatrixWorld.Canary,
                @internal = true,
            },
            selection: "caseUpdate { id }"
        );
        var file = await world.Administrator.AttachAsync(id, (MatrixWorld.Canary + ".txt", "text"u8.ToArray()));
        var set = await world.WriteAsync("updateCase", new { id, subject = MatrixWorld.Canary + " two" });
        return new(
            update.Object("caseUpdate").GetProperty("id").GetString()!,
            file.Data.GetProperty("attachments")[0].GetProperty("id").GetString()!,
            set
        );
    }
}
