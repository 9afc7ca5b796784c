using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Redaction;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Conversation;

/// <summary>A customer's message to a case that was closed long ago opens another one.</summary>
public sealed class FollowUpTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData(13, "fromContactId: \"@contact\"", false)]
    [InlineData(15, "fromContactId: \"@contact\"", true)]
    [InlineData(15, "fromContactId: \"@contact\", sentAt: \"2020-01-01T00:00:00Z\"", false)]
    [InlineData(15, "", false)]
    [InlineData(15, "internal: true", false)]
    [InlineData(15, "fromContactId: \"@contact\", set: {priority: HIGH}", false)]
    public async Task Only_a_customers_message_to_a_case_closed_longer_ago_opens_one(
        int days,
        string fields,
        bool opens
    )
    {
        var number = await ClosedAsync(days);

        var reply = await WriteAsync(fields);

        Assert.Equal(opens, reply.GetProperty("number").GetInt64() != number);
    }

    [Fact]
    public async Task It_has_the_message_and_its_people_and_the_closed_case_stays_as_it_is()
    {
        var number = await ClosedAsync(
            15,
            """accountId: "@account", type: PRODUCT, priority: HIGH, teamId: "@team", contacts: [{contactId: "@otherContact", role: PRIMARY}]"""
        );
        var before = await CaseAsync(number);

        var opened = await WriteAsync("fromContactId: \"@contact\"");

        Assert.Equal(
            $$$"""
            {"subject":"Any","status":"NEW","type":"PRODUCT","priority":"HIGH","account":"account","team":"team","openedBy":"contact","contacts":["contact OTHER","otherContact PRIMARY"],"messages":["INCOMING Again"],"followUpOf":{{{number}}}}
            """,
            JsonSerializer.Serialize(
                new
                {
                    subject = opened.GetProperty("subject").GetString(),
                    status = opened.GetProperty("status").GetString(),
                    type = opened.GetProperty("type").GetString(),
                    priority = opened.GetProperty("priority").GetString(),
                    account = world.NameOf(opened.GetProperty("account")),
                    team = world.NameOf(opened.GetProperty("team")),
                    openedBy = world.NameOf(opened.GetProperty("openedBy")),
                    contacts = opened
                        .GetProperty("contacts")
                        .GetProperty("edges")
                        .EnumerateArray()
                        .Select(edge => $"{world.NameOf(edge.GetProperty("node"))} {edge.GetProperty("role")}")
                        .Order(StringComparer.Ordinal),
                    messages = opened
                        .GetProperty("updates")
                        .GetProperty("nodes")
                        .EnumerateArray()
                        .Select(one => $"{one.GetProperty("direction")} {one.GetProperty("text")}"),
                    followUpOf = opened.GetProperty("followUpOf").GetProperty("number").GetInt64(),
                }
            )
        );
        Assert.Equal(
            before.Replace(
                "\"followUps\":[]",
                $"\"followUps\":[{{\"number\":{opened.GetProperty("number")}}}]",
                StringComparison.Ordinal
            ),
            await CaseAsync(number)
        );
    }

    [Fact]
    public async Task The_log_names_the_case_that_it_follows_up_and_rebuilds_it()
    {
        var number = await ClosedAsync(15);
        var opened = (await WriteAsync("fromContactId: \"@contact\"")).GetProperty("number").GetInt64();
        await world.Server.SettledAsync();

        var data = await world.ReadAsync(
            $$"""{ caseById(id: "{{opened}}") { changes { nodes { kind changeSet { action } fields { field after afterText } } } } }"""
        );

        var change = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes").EnumerateArray().Single();
        Assert.Equal(
            ("CREATED", "REPLY"),
            ($"{change.GetProperty("kind")}", $"{change.GetProperty("changeSet").GetProperty("action")}")
        );
        Assert.Contains(
            change.GetProperty("fields").EnumerateArray(),
            row =>
                $"{row.GetProperty("field")}" is "FOLLOW_UP_OF"
                && string.Equals(
                    $"{row.GetProperty("after")}",
                    OpaqueId.Encode("Case", number),
                    StringComparison.Ordinal
                )
        );
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db, opened);
    }

    [Fact]
    public async Task It_stays_when_the_case_that_it_follows_up_is_purged()
    {
        var number = await ClosedAsync(15);
        var opened = (await WriteAsync("fromContactId: \"@contact\"")).GetProperty("number").GetInt64();

        await world.RunAsync("purgeCases", $$"""{select: {ids: ["{{number}}"]} }""");

        Assert.Equal(
            """{"caseById":{"subject":"Any","followUpOf":null}}""",
            (
                await world.ReadAsync($$"""{ caseById(id: "{{opened}}") { subject followUpOf { number } } }""")
            ).GetRawText()
        );
    }

    [Fact]
    public async Task Who_redacts_the_subject_that_it_took_over_is_told_of_it_and_redacts_it_by_itself()
    {
        var number = await ClosedAsync(15);
        await world.RunAsync("updateCase", """{id: "@case", subject: "Codename Quokka"}""");
        var opened = (await WriteAsync("fromContactId: \"@contact\"")).GetProperty("number").GetInt64();

        Assert.Equal([opened], await RedactAsync(number));
        Assert.Equal("Codename Quokka", await SubjectAsync(opened));
        Assert.Empty(await RedactAsync(opened));

        Assert.DoesNotContain("Quokka", await SubjectAsync(opened), StringComparison.Ordinal);
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Quokka"));

        async Task<IReadOnlyList<long>> RedactAsync(long of)
        {
            var done = await world.Server.Client.MutateAsync(
                "redactCaseField",
                input: null,
                literal: $$"""{caseId: "{{of}}", field: SUBJECT, whole: true, reason: "asked for"}""",
                selection: "copies { number }"
            );
            return [.. done.Object("copies").EnumerateArray().Select(one => one.GetProperty("number").GetInt64())];
        }

        async Task<string> SubjectAsync(long of) =>
            (await world.ReadAsync($$"""{ caseById(id: "{{of}}") { subject } }"""))
                .GetProperty("caseById")
                .GetProperty("subject")
                .GetString()!;
    }

    /// <summary>@case, closed so many days ago.</summary>
    private async Task<long> ClosedAsync(int days, string fields = "")
    {
        var number = (await world.NewCaseAsync($"status: CLOSED, {fields}")).GetProperty("number").GetInt64();
        await using var db = world.Server.Database.CreateDb();
        var at = (await db.Cases.SingleAsync(c => c.Number == number)).ClosedAt!.Value.AddDays(-days);
        await db.Cases.Where(c => c.Number == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.ClosedAt, at));
        return number;
    }

    private async Task<JsonElement> WriteAsync(string fields)
    {
        var data = await world.ReadAsync(
            $$"""
            mutation { addCaseUpdate(input: {caseId: "@case", text: "Again", {{fields}} }) {
              case { number subject status type priority account { id } team { id } openedBy { id }
                contacts { edges { role node { id } } } updates { nodes { direction text } } followUpOf { number } }
              errors { __typename } } }
            """
        );
        var payload = data.GetProperty("addCaseUpdate");
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("errors").ValueKind);
        return payload.GetProperty("case");
    }

    private async Task<string> CaseAsync(long number) =>
        (
            await world.ReadAsync(
                $$"""{ caseById(id: "{{number}}") { {{Mutating.CaseFields}} followUps { number } } }"""
            )
        ).GetRawText();
}
