using System.Net;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Portal;

/// <summary>Customers whose cases were made one see it, and of what was written before only what was in theirs.</summary>
public sealed class MergedSightTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    [Theory]
    [InlineData("OWN")]
    [InlineData("ACCOUNT")]
    public async Task Whose_case_was_merged_away_sees_the_survivor_and_what_was_written_in_their_own(string access)
    {
        var (one, two) = (await CustomerAsync("Quokka", access), await CustomerAsync("Wombat", access));
        await MergeAsync(one.Case, two.Case);

        await SeesAsync(one, one.Case, "Quokka");
        await SeesAsync(two, one.Case, "Wombat");
    }

    [Fact]
    public async Task What_is_written_after_a_merge_is_for_all_whose_cases_it_made_one()
    {
        var (one, two) = (await CustomerAsync("Quokka"), await CustomerAsync("Wombat"));
        await MergeAsync(one.Case, two.Case);

        await WriteAsync(world.Staff, one.Case, "Together");
        using (var client = world.As(two.Contact))
            await WriteAsync(client, one.Case, "Thanks");

        await SeesAsync(one, one.Case, "Quokka", "Together", "Thanks");
        await SeesAsync(two, one.Case, "Wombat", "Together", "Thanks");
    }

    [Fact]
    public async Task A_case_that_comes_back_takes_its_messages_along_and_merged_again_shows_no_others()
    {
        var (one, two) = (await CustomerAsync("Quokka"), await CustomerAsync("Wombat"));
        await MergeAsync(one.Case, two.Case);

        var back = await world.Staff.MutateAsync("unmergeCase", new { caseId = PortalWorld.CaseId(two.Case) });
        await SeesAsync(one, one.Case, "Quokka");
        await SeesAsync(two, two.Case, "Wombat");
        await WriteAsync(world.Staff, one.Case, "Alone");

        var again = await world.Staff.MutateAsync(
            "revertChangeSet",
            new { changeSetId = back.Data.GetProperty("changeSet").GetProperty("id").GetString() },
            selection: ""
        );
        Assert.Empty(again.Errors);
        await SeesAsync(one, one.Case, "Quokka", "Alone");
        await SeesAsync(two, one.Case, "Wombat");
    }

    [Fact]
    public async Task Merged_twice_each_message_is_still_of_the_case_that_it_was_written_in()
    {
        var (one, two, three) = (
            await CustomerAsync("Quokka"),
            await CustomerAsync("Wombat"),
            await CustomerAsync("Numbat")
        );
        await MergeAsync(two.Case, three.Case);
        await MergeAsync(one.Case, two.Case);

        await SeesAsync(one, one.Case, "Quokka");
        await SeesAsync(two, one.Case, "Wombat");
        await SeesAsync(three, one.Case, "Numbat");
    }

    [Fact]
    public async Task A_merge_that_is_only_tried_hides_nothing_and_shows_nothing()
    {
        var (one, two) = (await CustomerAsync("Quokka"), await CustomerAsync("Wombat"));
        await MergeAsync(one.Case, two.Case, dryRun: true);

        await SeesAsync(one, one.Case, "Quokka");
        await SeesAsync(two, two.Case, "Wombat");
    }

    [Fact]
    public async Task Who_may_write_to_their_own_cases_alone_may_write_to_what_goes_on_in_place_of_one()
    {
        await using var strict = await PortalWorld.StartAsync(("Portal:AccountMayReply", "false"));
        var (account, other) = (await strict.AccountAsync(), await strict.AccountAsync());
        var contact = await strict.ContactAsync("ACCOUNT", account);
        var (survivor, own) = (await strict.CaseAsync(account: other), await strict.CaseAsync(contact, account));
        await strict.Staff.MutateAsync(
            "mergeCases",
            new
            {
                primaryId = survivor,
                duplicateIds = new[] { own },
                acrossAccounts = true,
            }
        );
        using var client = strict.As(contact);

        var written = await client.MutateAsync("addCaseUpdate", new { caseId = survivor, text = "Hello" });

        Assert.Empty(written.Errors);
    }

    [Fact]
    public async Task A_copy_of_a_case_shows_no_files_of_another_customer()
    {
        var (one, two) = (await CustomerAsync("Quokka"), await CustomerAsync("Wombat"));
        await MergeAsync(one.Case, two.Case);

        var copy = await world.Staff.MutateAsync(
            "duplicateCase",
            new { id = PortalWorld.CaseId(one.Case), attachments = true }
        );

        using var client = world.As(one.Contact);
        var number = copy.Object("case").GetProperty("number").GetInt64();
        Assert.Equal(["Quokka.txt"], Texts((await ReadAsync(client, number)).GetProperty("attachments"), "fileName"));
    }

    private async Task SeesAsync((string Contact, long Case, string File) customer, long @case, params string[] texts)
    {
        using var client = world.As(customer.Contact);
        Assert.Equal([@case], await PortalWorld.NumbersAsync(client));
        var read = await ReadAsync(client, @case);
        Assert.Equal(texts, Texts(read.GetProperty("updates"), "text"));
        Assert.Equal(texts.Length, read.GetProperty("updates").GetProperty("totalCount").GetInt32());
        Assert.Equal([$"{texts[0]}.txt"], Texts(read.GetProperty("attachments"), "fileName"));
        foreach (var word in (string[])["Quokka", "Wombat", "Numbat"])
        {
            var isTold = texts.Contains(word, StringComparer.Ordinal);
            Assert.Equal(isTold ? 1 : 0, await CountAsync(client, $"search: \"{word}\""));
            Assert.Equal(
                isTold ? 1 : 0,
                await CountAsync(client, $$"""where: { updates: { some: { text: { contains: "{{word}}" } } } }""")
            );
        }
        using var file = await client.GetAsync(new Uri(customer.File, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    private static async Task<int> CountAsync(HttpClient client, string arguments) =>
        (await client.AskAsync($"{{ cases({arguments}) {{ totalCount }} }}"))
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    private static async Task<JsonElement> ReadAsync(HttpClient client, long @case) =>
        (
            await client.AskAsync(
                $$"""
                { caseById(id: "{{@case}}") {
                  updates(order: { sentAt: ASC }) { totalCount nodes { text } } attachments { nodes { fileName } } } }
                """
            )
        ).GetProperty("caseById");

    private static IReadOnlyList<string> Texts(JsonElement list, string field) =>
        [.. list.GetProperty("nodes").EnumerateArray().Select(one => one.GetProperty(field).GetString()!)];

    /// <summary>Somebody of a company of their own with a case, in which is a message and a file with the word.</summary>
    private async Task<(string Contact, long Case, string File)> CustomerAsync(string word, string access = "OWN")
    {
        var account = await world.AccountAsync();
        var contact = await world.ContactAsync(access, account);
        var number = await world.CaseAsync(contact, account);
        using var client = world.As(contact);
        await WriteAsync(client, number, word);
        var attached = await client.AttachAsync(PortalWorld.CaseId(number), ($"{word}.txt", "text"u8.ToArray()));
        Assert.Empty(attached.Errors);
        var data = await client.AskAsync($$"""{ caseById(id: "{{number}}") { attachments { nodes { id } } } }""");
        var file = data.GetProperty("caseById").GetProperty("attachments").GetProperty("nodes")[0];
        return (contact, number, $"/attachments/{file.GetProperty("id").GetString()}");
    }

    private static async Task WriteAsync(HttpClient client, long @case, string text)
    {
        var written = await client.MutateAsync(
            "addCaseUpdate",
            new { caseId = PortalWorld.CaseId(@case), text },
            selection: "caseUpdate { text }"
        );
        Assert.Empty(written.Errors);
    }

    private async Task MergeAsync(long primary, long duplicate, bool dryRun = false)
    {
        var merged = await world.Staff.MutateAsync(
            "mergeCases",
            new
            {
                primaryId = PortalWorld.CaseId(primary),
                duplicateIds = new[] { PortalWorld.CaseId(duplicate) },
                acrossAccounts = true,
                dryRun,
            }
        );
        Assert.Empty(merged.Errors);
    }
}
