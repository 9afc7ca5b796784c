using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Attachments;

/// <summary>Addresses of files that work without credentials: for one caller, one file, and not for long.</summary>
public sealed class SignedUrlTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ShiftedClock clock = new();
    private RunningServer server = null!;
    private string url = "";
    private string file = "";
    private long number;

    public async Task InitializeAsync()
    {
        server = new RunningServer { Services = services => services.AddSingleton<TimeProvider>(clock) };
        await server.InitializeAsync();
        number = await server.Client.CreateCaseAsync("Any");
        var attached = (await server.Client.AttachAsync($"{number}", ("a b.txt", "Text"u8.ToArray()))).Object(
            "attachments"
        )[0];
        file = attached.GetProperty("id").GetString()!;
        using var client = server.With((await server.NewKeyAsync()).Text);
        url = await UrlAsync(client);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task It_works_without_credentials_and_is_kept_by_the_callers_browser_until_it_ends()
    {
        using var response = await server.Client.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "Text"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        var caching = response.Headers.CacheControl!;
        Assert.True(caching.Private);
        Assert.InRange(caching.MaxAge!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(30));
        Assert.Equal("same-site", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task Whoever_shows_nothing_gets_a_plain_path() =>
        Assert.DoesNotContain("?", await UrlAsync(server.Client), StringComparison.Ordinal);

    [Theory]
    [InlineData("until=[0-9]", "until=9")]
    [InlineData("until=[0-9]+", "until=")]
    [InlineData("sign=.{6}", "sign=______")]
    [InlineData("sign=.*", "sign=")]
    [InlineData("for=[^&]*", "for=VXNlcjoy")]
    [InlineData("for=[^&]*&", "")]
    public async Task What_is_changed_is_refused(string part, string other)
    {
        var changed = Regex.Replace(url, part, other, RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.NotEqual(url, changed, StringComparer.Ordinal);
        Assert.Equal("403 This address is not valid.", await LoadAsync(changed));
    }

    [Fact]
    public async Task One_of_another_file_is_refused()
    {
        var otherCase = await server.Client.CreateCaseAsync("Other");
        var other = (await server.Client.AttachAsync($"{otherCase}", ("b", [1]))).Object("attachments")[0];

        Assert.Equal(
            "403 This address is not valid.",
            await LoadAsync(url.Replace(file, other.GetProperty("id").GetString()!, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task It_stays_the_same_for_a_while_and_ends_after_twice_that()
    {
        using var client = server.With((await server.NewKeyAsync()).Text);
        clock.Shift =
            TimeSpan.FromMinutes(15)
            - TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().Ticks % TimeSpan.FromMinutes(15).Ticks);
        var first = await UrlAsync(client);
        clock.Shift += TimeSpan.FromMinutes(14);

        Assert.Equal(first, await UrlAsync(client));
        Assert.StartsWith("200", await LoadAsync(first), StringComparison.Ordinal);
        clock.Shift += TimeSpan.FromMinutes(17);
        Assert.Equal("403 This address works no more. Ask for it anew.", await LoadAsync(first));
    }

    [Fact]
    public async Task It_works_no_more_when_its_caller_may_not_see_the_file()
    {
        var user = await server.NewServiceAsync("maya", "CASE_VIEW");
        using var client = server.With((await server.NewKeyAsync($"userId: \"{user}\"")).Text);
        var mine = await UrlAsync(client);
        Assert.StartsWith("200", await LoadAsync(mine), StringComparison.Ordinal);

        await server.Client.MutateAsync("setUserRoles", new { userId = user, roleIds = Array.Empty<string>() });

        Assert.Equal("404 There is no such attachment.", await LoadAsync(mine));
    }

    [Fact]
    public async Task Another_process_on_the_database_knows_it()
    {
        var other = new SignedUrls(server.Get<CasesDatabase>(), new UrlSettings(), clock);
        await other.LoadAsync(CancellationToken.None);
        var said = QueryHelpers.ParseQuery(url[url.IndexOf('?', StringComparison.Ordinal)..]);

        Assert.True(
            other.TryRead(
                file,
                $"{said[SignedUrls.For]}",
                $"{said[SignedUrls.Until]}",
                $"{said[SignedUrls.Signature]}",
                out var actor,
                out var left
            )
        );
        Assert.Equal(Actor.User(1), actor);
        Assert.InRange(left, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_repeated_answer_has_it_signed_anew()
    {
        using var client = server.With((await server.NewKeyAsync()).Text);
        var update =
            $$$"""mutation { addCaseUpdate(input: {caseId: "{{{number}}}", text: "Any"}) { case { attachments { nodes { url } } } } }""";
        var (_, first) = await client.SendKeyedAsync("k", update);
        clock.Shift = TimeSpan.FromMinutes(40);

        var (_, again) = await client.SendKeyedAsync("k", update);

        Assert.NotEqual(first, again, StringComparer.Ordinal);
        Assert.StartsWith(
            "200",
            await LoadAsync(
                JsonElement
                    .Parse(again)
                    .GetProperty("data")
                    .GetProperty("addCaseUpdate")
                    .GetProperty("case")
                    .GetProperty("attachments")
                    .GetProperty("nodes")[0]
                    .GetProperty("url")
                    .GetString()!
            ),
            StringComparison.Ordinal
        );
    }

    private async Task<string> UrlAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = $$"""{ node(id: "{{file}}") { ... on Attachment { url } } }""" }
        );
        return JsonElement
            .Parse(await response.Content.ReadAsStringAsync())
            .GetProperty("data")
            .GetProperty("node")
            .GetProperty("url")
            .GetString()!;
    }

    private async Task<string> LoadAsync(string address)
    {
        using var response = await server.Client.GetAsync(new Uri(address, UriKind.Relative));
        return $"{(int)response.StatusCode} {(await response.Content.ReadAsStringAsync()).Trim()}";
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
