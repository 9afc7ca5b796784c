using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Server.Http;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Http;

/// <summary>Who calls, told alike on every transport.</summary>
public sealed class CallerTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Me = "{ me { user { userName } } }";

    private readonly RunningServer server = new()
    {
        Services = services => services.AddSingleton<Callers, NumberedCallers>(),
    };

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        await using var db = server.Database.CreateDb();
        var rui = new User { UserName = "rui", FullName = "Rui" };
        rui.FoldUserName();
        db.Add(rui);
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("X-User")]
    [InlineData("x-user")]
    public async Task What_a_header_says_the_payload_of_a_connection_says_too(string name)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "2" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = Me }),
            Headers = { { name, "2" } },
        };
        using var response = await server.Client.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        await using var socket = await GraphSocket.OpenAsync(server.Client, said);
        await using var silent = await GraphSocket.OpenAsync(server.Client);

        Assert.Equal("rui", Name(answer.RootElement));
        Assert.Equal("rui", await AskAsync(socket));
        Assert.Equal("admin", await AskAsync(silent));
    }

    private static async Task<string?> AskAsync(GraphSocket socket)
    {
        await socket.SubscribeAsync("1", Me);
        return Name((await socket.MessageAsync()).GetProperty("payload"));
    }

    private static string? Name(JsonElement answer) =>
        answer.GetProperty("data").GetProperty("me").GetProperty("user").GetProperty("userName").GetString();

    /// <summary>By a number that nobody checks.</summary>
    private sealed class NumberedCallers : Callers
    {
        public override ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token) =>
            new(
                new SignIn(
                    new Caller(Actor.User(long.Parse(given.Find("X-User") ?? "1", CultureInfo.InvariantCulture)))
                )
            );
    }
}
