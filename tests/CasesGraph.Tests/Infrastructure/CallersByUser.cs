using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Server.Http;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>Callers by the key of a user in the header X-User, with the rights that the user has; none is user 1.</summary>
internal sealed class CallersByUser(CallerRights rights) : Callers
{
    public const string Header = "X-User";

    public override async ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        var user = long.Parse(given.Find(Header) ?? "1", CultureInfo.InvariantCulture);
        // Tests of rights ask as much as they like; those of points have API keys.
        var caller = new Caller(Actor.User(user)) { IsUncounted = true };
        return new SignIn(await rights.NowAsync(caller, token)) { Again = again => rights.NowAsync(caller, again) };
    }

    /// <summary>For <see cref="RunningServer.Services"/>.</summary>
    public static void Use(IServiceCollection services) => services.AddSingleton<Callers, CallersByUser>();
}

internal static class AsUser
{
    extension(RunningServer server)
    {
        /// <summary>A client whose requests are those of a user.</summary>
        /// <param name="id">The user's opaque id.</param>
        public HttpClient As(string id)
        {
            Assert.True(OpaqueId.TryDecode(id, out var type, out var key) && type is nameof(User));
            return new HttpClient
            {
                BaseAddress = server.Client.BaseAddress,
                DefaultRequestHeaders = { { CallersByUser.Header, key.ToString(CultureInfo.InvariantCulture) } },
            };
        }
    }

    extension(HttpClient client)
    {
        /// <summary>The codes of an answer's errors at the roots; none when there is data.</summary>
        public async Task<IReadOnlyList<string>> RefusalsAsync(string query)
        {
            using var response = await client.PostAsJsonAsync("/graphql", new { query });
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            return answer.TryGetProperty("errors", out var errors)
                ?
                [
                    .. errors
                        .EnumerateArray()
                        .Select(one => one.GetProperty("extensions").GetProperty("code").GetString()!),
                ]
                : [];
        }
    }
}
