using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
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

    private const string Most = "10000000";

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private TestIssuer? issuer;
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
                ["Limits:Bucket"] = Most,
                ["Limits:KeyBucket"] = Most,
            },
        };

    public HttpClient Administrator => Server.Client;

    public ApiShape Shape { get; private set; } = null!;

    internal MatrixCallers Callers { get; private set; } = null!;

    internal Mutator Mutator { get; private set; } = null!;

    /// <summary>The ids of objects by their names.</summary>
    public IReadOnlyDictionary<string, string> Ids => ids;

    public async Task InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync();
        Server.Settings["Authentication:Issuers:0:Authority"] = ids["issuer"] = issuer.Name;
        Server.Settings["Authentication:Issuers:0:Audience"] = TestIssuer.Audience;
        await Server.InitializeAsync();
        Shape = await ApiShape.ReadAsync(Server);
        Mutator = new Mutator(Shape);
        ids["firstTeam"] = OpaqueId.Encode("Team", CasesGraph.Teams.Team.FirstId);
        await RenewAsync(_ => true);
        Callers = await MatrixCallers.CreateAsync(this);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        if (issuer is not null)
            await issuer.DisposeAsync();
    }

    /// <summary>The usual input of a mutation, with ids in the place of names.</summary>
    /// <param name="others">Ids that stand for some names instead.</param>
    public JsonObject Input(string mutation, IReadOnlyDictionary<string, string>? others = null) =>
        Read(UsualInputs.All[mutation], others);

    public JsonObject Read(string input, IReadOnlyDictionary<string, string>? others = null) =>
        (JsonObject)
            JsonNode.Parse(
                Placeholder()
                    .Replace(
                        input,
                        match =>
                            others?.GetValueOrDefault(match.Groups["name"].Value) ?? ids[match.Groups["name"].Value]
                    )
            )!;

    /// <summary>New objects for all that the usual input of a mutation names.</summary>
    public Task RenewAsync(string mutation)
    {
        var names = Names(UsualInputs.All[mutation]);
        var ofCase = names.Overlaps(MatrixCase.PartNames);
        return RenewAsync(name => names.Contains(name) || (ofCase && name is "case"));
    }

    public static IReadOnlySet<string> Names(string input) =>
        Placeholder().Matches(input).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>A new object by a mutation of the administrator; its id.</summary>
    public async Task<string> NewAsync(string mutation, object input)
    {
        var kind = char.ToLowerInvariant(mutation["create".Length]) + mutation["create".Length..][1..];
        var made = await Administrator.MutateAsync(mutation, input, selection: $"{kind} {{ id }}");
        return made.Object(kind).GetProperty("id").GetString()!;
    }

    /// <summary>A write of the administrator that makes no mistake; its change set, empty where nothing was to be changed.</summary>
    public async Task<string> WriteAsync(string mutation, object input)
    {
        var set = (await Administrator.MutateAsync(mutation, input, selection: "__typename")).Object("changeSet");
        return set.ValueKind is System.Text.Json.JsonValueKind.Null ? "" : set.GetProperty("id").GetString()!;
    }

    public Task GiveAsync(string user, params IReadOnlyList<string> roles) =>
        WriteAsync("setUserRoles", new { userId = user, roleIds = roles });

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

    public Task<string> CaseAsync(
        string team,
        string? assignee = null,
        string? openedBy = null,
        string? account = null
    ) =>
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

    /// <summary>The name of an entity's object.</summary>
    public static string NameOf(string entity) =>
        entity switch
        {
            "CaseUpdate" => "update",
            "ApiKey" => "key",
            _ => char.ToLowerInvariant(entity[0]) + entity[1..],
        };

    public static long Key(string id) => OpaqueId.TryDecode(id, out _, out var key) ? key : 0;

    public string Next() => $"{Canary} {++count}";

    [GeneratedRegex("@(?!file)(?<name>[a-zA-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>Tests that leave the world as it is share one.</summary>
[CollectionDefinition(Name)]
public sealed class MatrixTests : ICollectionFixture<MatrixWorld>
{
    public const string Name = "Matrix";
}
