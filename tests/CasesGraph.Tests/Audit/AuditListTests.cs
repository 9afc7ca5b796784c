using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Audit;

/// <summary>Who reads events, in which order, and how long there are any.</summary>
public sealed class AuditListTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    private static readonly DateTime Long = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Only_who_may_view_the_audit_reads_events()
    {
        var auditor = world.Server.As(await world.UserAsync(RoleWorld.Id("Auditor")));
        var supervisor = world.Server.As(await world.UserAsync(RoleWorld.Id("Supervisor")));
        const string query = "{ auditEvents { nodes { id } } }";

        var data = await auditor.AskAsync(query);

        var node = data.GetProperty("auditEvents").GetProperty("nodes")[0].GetProperty("id").GetString();
        Assert.Equal(["FORBIDDEN"], await supervisor.RefusalsAsync(query));
        var hidden = await supervisor.AskAsync($$"""{ node(id: "{{node}}") { id } }""");
        Assert.Equal(JsonValueKind.Null, hidden.GetProperty("node").ValueKind);
    }

    [Fact]
    public async Task Events_come_by_their_time_forth_and_back_in_pages()
    {
        await AddAsync(count: 25, Now.AddDays(-10), "page");
        const string where = """where: { address: { eq: "page" } }""";

        var back = await PagesAsync(where);
        var forth = await PagesAsync($"order: {{ at: ASC }}, {where}");

        Assert.Equal(25, back.Count);
        Assert.Equal(back.OrderDescending(StringComparer.Ordinal), back, StringComparer.Ordinal);
        Assert.Equal(back.AsEnumerable().Reverse(), forth, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Events_are_found_by_kind_time_actor_and_object()
    {
        var user = await world.UserAsync();
        await world.Server.Database.Gate.RunAsync(
            async (db, _, token) =>
            {
                OpaqueId.TryDecode(user, out string? _, out long key);
                await db.DirectRows!.AddAsync(
                    [
                        new AuditEvent
                        {
                            Kind = AuditKind.CaseRead,
                            At = Long,
                            Actor = Actor.User(key),
                            ObjectType = RecordType.Case,
                            ObjectId = 7,
                        },
                        // Another record has the same key.
                        new AuditEvent
                        {
                            Kind = AuditKind.RoleChanged,
                            At = Long.AddDays(1),
                            ObjectType = RecordType.Role,
                            ObjectId = 7,
                        },
                    ],
                    token
                );
                return true;
            },
            CancellationToken.None
        );
        var seven = OpaqueId.Encode("Case", 7);
        const string kinds = "kind: { in: [CASE_READ, ROLE_CHANGED] }";

        Assert.Equal("CASE_READ", await KindsAsync($$"""actor: { userId: { eq: "{{user}}" } }"""));
        Assert.Equal("CASE_READ", await KindsAsync($$"""objectId: { eq: "{{seven}}" }"""));
        Assert.Equal(
            "ROLE_CHANGED",
            await KindsAsync($$"""objectId: { neq: "{{seven}}" }, at: { lte: "2026-01-02T00:00:00Z" }, {{kinds}}""")
        );
        Assert.Equal("CASE_READ", await KindsAsync("""at: { lt: "2026-01-02T00:00:00Z" }, kind: { eq: CASE_READ }"""));
        Assert.Equal(
            "",
            await KindsAsync($$"""at: { lte: "2026-01-02T00:00:00Z" }, objectId: { eq: null }, {{kinds}}""")
        );
    }

    [Fact]
    public async Task What_is_older_than_the_setting_says_is_removed_and_the_rest_stays()
    {
        await AddAsync(count: 2_500, Now.AddDays(-401), "old");
        await AddAsync(count: 3, Now.AddDays(-399), "young");

        await world.Server.Get<OldEvents>().RemoveAsync(CancellationToken.None);

        await using var db = world.Server.Database.CreateDb();
        Assert.Equal(0, await db.Set<AuditEvent>().CountAsync(audit => audit.Address == "old"));
        Assert.Equal(3, await db.Set<AuditEvent>().CountAsync(audit => audit.Address == "young"));
    }

    private async Task<string> KindsAsync(string where)
    {
        var events = await world.Administrator.EventsAsync(where);
        return string.Join(' ', events.Select(one => one.Text("kind")));
    }

    private Task<bool> AddAsync(int count, DateTime from, string address) =>
        world.Server.Database.Gate.RunAsync(
            async (db, _, token) =>
            {
                object[] rows =
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(at => new AuditEvent
                        {
                            Kind = AuditKind.LimitRefused,
                            At = UtcMicroseconds.Cut(from.AddSeconds(at)),
                            Address = address,
                        }),
                ];
                await db.DirectRows!.AddAsync(rows, token);
                return true;
            },
            CancellationToken.None
        );

    private async Task<List<string>> PagesAsync(string arguments)
    {
        var times = new List<string>();
        for (string? after = null; ; )
        {
            var cursor = after is null ? "" : $", after: \"{after}\"";
            var data = await world.Administrator.AskAsync(
                $"{{ auditEvents(first: 10, {arguments}{cursor}) {{ nodes {{ at }} pageInfo {{ endCursor hasNextPage }} }} }}"
            );
            var page = data.GetProperty("auditEvents");
            times.AddRange(page.GetProperty("nodes").EnumerateArray().Select(one => one.Text("at")!));
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty("hasNextPage").GetBoolean())
                return times;
            after = info.Text("endCursor");
        }
    }
}
