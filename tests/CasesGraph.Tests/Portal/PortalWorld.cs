using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Portal;

/// <summary>A server with a portal's key, by which tests act as contacts; without credentials one is the administrator.</summary>
public sealed class PortalWorld : IAsyncLifetime, IAsyncDisposable
{
    private MadeKey? key;

    public RunningServer Server { get; } = new();

    public HttpClient Staff => Server.Client;

    /// <summary>The portal's.</summary>
    internal MadeKey Key => key ?? throw new InvalidOperationException("The world is not there yet.");

    public static async Task<PortalWorld> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var world = new PortalWorld();
        foreach (var (name, value) in settings)
            world.Server.Settings[name] = value;
        await world.InitializeAsync();
        return world;
    }

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        var portal = await Server.NewServiceAsync("portal", "ACT_AS_CONTACT");
        key = await Server.NewKeyAsync($$"""userId: "{{portal}}", scopes: [ACT_AS_CONTACT]""");
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    public async Task<string> AccountAsync(string? parent = null) =>
        Id(await Staff.MutateAsync("createAccount", new { name = "Acme", parentId = parent }), "account");

    /// <summary>A new contact who may use the portal.</summary>
    public async Task<string> ContactAsync(string access = "OWN", string? account = null)
    {
        var made = await Staff.MutateAsync(
            "createContact",
            new
            {
                firstName = "Ana",
                lastName = "Sousa",
                accountId = account,
                email = $"ana{Guid.NewGuid():N}@example.com",
            }
        );
        var contact = Id(made, "contact");
        await GiveAsync(contact, access);
        return contact;
    }

    public async Task GiveAsync(string contact, string access)
    {
        var given = await Staff.MutateAsync(
            "setPortalAccess",
            literal: $$"""{contactId: "{{contact}}", access: {{access}}, reason: "asked for"}""",
            input: null,
            selection: "contact { id portalAccess }"
        );
        Assert.Equal(access, given.Object("contact").GetProperty("portalAccess").GetString());
    }

    /// <summary>A new case, by staff.</summary>
    public async Task<long> CaseAsync(string? openedBy = null, string? account = null)
    {
        var made = await Staff.MutateAsync(
            "createCase",
            new
            {
                subject = "Printer",
                description = "It prints nothing",
                openedById = openedBy,
                accountId = account,
            }
        );
        return made.Object("case").GetProperty("number").GetInt64();
    }

    /// <summary>What the service knows of a contact who calls now.</summary>
    internal async Task<Caller> CallerAsync(string contact)
    {
        Assert.True(OpaqueId.TryDecode(contact, out _, out var key));
        return await Server.Get<CallerRights>().NowAsync(new Caller(Actor.Contact(key)), CancellationToken.None);
    }

    /// <summary>A client by which the portal acts as a contact.</summary>
    public HttpClient As(string contact)
    {
        var client = Server.With(Key.Text);
        client.DefaultRequestHeaders.Add(ActAs.Header, $"contact:{contact}");
        return client;
    }

    /// <summary>The numbers of all cases that somebody sees, the lowest first.</summary>
    public static async Task<IReadOnlyList<long>> NumbersAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ cases(order: { number: ASC }) { nodes { number } } }");
        return
        [
            .. data.GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("number").GetInt64()),
        ];
    }

    public static string CaseId(long number) => OpaqueId.Encode("Case", number);

    private static string Id(Payload payload, string name) => payload.Object(name).GetProperty("id").GetString()!;
}
