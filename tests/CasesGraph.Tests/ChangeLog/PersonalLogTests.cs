using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What is hidden in a record is hidden in the log of its changes.</summary>
public sealed class PersonalLogTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Values = "field before after beforeText afterText";

    private static readonly string[] Coordinates =
    [
        "EntityFieldChange.after",
        "EntityFieldChange.afterText",
        "EntityFieldChange.before",
        "EntityFieldChange.beforeText",
    ];

    private readonly RunningServer server = new() { Services = CallersByGrants.Use };
    private readonly Dictionary<string, string> records = new(StringComparer.Ordinal);
    private HttpClient staff = null!;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        staff = new HttpClient { BaseAddress = server.Client.BaseAddress };
        staff.DefaultRequestHeaders.Add(CallersByGrants.Header, "LogView,DirectoryView,DirectoryEdit,UsersManage");
        await ChangedAsync(
            "Account",
            new
            {
                name = "Acme",
                email = "old@acme.example",
                phone = "+1 555 0100",
            }
        );
        await ChangedAsync(
            "Contact",
            new
            {
                lastName = "Sousa",
                email = "old@acme.example",
                phone = "+1 555 0100",
            }
        );
        await ChangedAsync(
            "User",
            new
            {
                userName = "old",
                fullName = "Old",
                email = "old@acme.example",
            }
        );
        await server.SettledAsync();
    }

    public async Task DisposeAsync()
    {
        staff.Dispose();
        await server.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    [InlineData("user")]
    public async Task Staff_without_PERSONAL_DATA_VIEW_read_no_personal_value_in_a_log(string record)
    {
        var query =
            $$"""{ {{record}}ById(id: "{{records[record]}}") { changes { nodes { fields { {{Values}} } } } } }""";
        var (all, seen) = (await server.Client.AnswerAsync(query), await staff.AnswerAsync(query));

        var personal = EntityModel
            .All.Single(one => string.Equals(one.Name, record, StringComparison.OrdinalIgnoreCase))
            .AuditedFields.Where(field => field.Audience is FieldAudience.Personal)
            .Select(field => field.Name)
            .ToHashSet(StringComparer.Ordinal);
        var (whole, told) = (RowsOf(all, record), RowsOf(seen, record));
        Assert.Contains(whole, row => personal.Contains(NameOf(row)));
        Assert.Equal(
            whole.Select(row => personal.Contains(NameOf(row)) ? $"{NameOf(row)}: ////" : Told(row)),
            told.Select(Told),
            StringComparer.Ordinal
        );
        Assert.Equal(Coordinates, Hidden(seen));
        Assert.False(all.TryGetProperty("extensions", out _));
    }

    [Fact]
    public async Task All_logs_hide_it_and_so_does_what_follows_them()
    {
        using var events = await GraphEvents.OpenAsync(
            staff,
            $$"""
            subscription { onRecordChanged(from: BEGINNING, types: [CONTACT]) {
              ... on EntityChange { fields { {{Values}} } } } }
            """
        );
        var text = "";
        while (!text.Contains("\"email\"", StringComparison.Ordinal))
            text = (await events.ReadAsync())!.Data!;
        Assert.DoesNotContain("acme.example", text, StringComparison.Ordinal);
        Assert.Equal(Coordinates, Hidden(JsonElement.Parse(text)));

        var list = await staff.AnswerAsync(
            $$"""{ recordChanges(first: 100) { nodes { ... on EntityChange { fields { {{Values}} } } } } }"""
        );
        Assert.DoesNotContain("acme.example", list.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("555 0100", list.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Coordinates, Hidden(list));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("beforeText")]
    [InlineData("afterText")]
    public async Task Nobody_finds_changes_by_values_that_they_may_not_read(string field)
    {
        var where = $$"""where: { not: { and: [{ {{field}}: { contains: "old" } }] } }""";
        foreach (var list in new[] { "recordChanges", "changes" })
        {
            var query = list is "changes"
                ? $$"""{ contactById(id: "{{records["contact"]}}") { changes({{where}}) { totalCount } } }"""
                : $"{{ recordChanges({where}) {{ totalCount }} }}";
            var refused = (await staff.AnswerAsync(query)).GetProperty("errors")[0].GetProperty("extensions");
            Assert.Equal(
                ("FORBIDDEN", $"{nameof(EntityFieldChange)}.{field}", "PERSONAL_DATA_VIEW"),
                (
                    refused.GetProperty("code").GetString(),
                    refused.GetProperty("coordinate").GetString(),
                    refused.GetProperty("action").GetString()
                )
            );
            Assert.False((await server.Client.AnswerAsync(query)).TryGetProperty("errors", out _));
        }
        var byName = """{ recordChanges(where: { field: { eq: "email" } }) { totalCount } }""";
        Assert.False((await staff.AnswerAsync(byName)).TryGetProperty("errors", out var errors), errors.ToString());
    }

    [Fact]
    public async Task A_preview_of_a_merge_and_what_an_undoing_leaves_tell_no_personal_value()
    {
        var other = await server.Client.MutateAsync(
            "createContact",
            new { lastName = "Sousa", email = "other@acme.example" }
        );
        var preview = await staff.MutateAsync(
            "mergeContacts",
            new
            {
                primaryId = records["contact"],
                duplicateIds = new[] { other.Object("contact").GetProperty("id").GetString() },
                dryRun = true,
            },
            selection: "fields { field values { value text } }"
        );
        Assert.Contains("email", preview.Data.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("acme.example", preview.Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_personal_field_means_no_other_field_elsewhere()
    {
        var audited = EntityModel.Logged.Values.SelectMany(type => EntityModel.Of(type).AuditedFields).ToList();
        Assert.Empty(
            audited
                .Where(field => field.Audience is FieldAudience.Personal)
                .Select(field => field.Name)
                .Intersect(
                    audited.Where(field => field.Audience is not FieldAudience.Personal).Select(field => field.Name),
                    StringComparer.Ordinal
                )
        );
    }

    private async Task ChangedAsync(string entity, object input)
    {
        var name = entity.ToLowerInvariant();
        var made = await server.Client.MutateAsync($"create{entity}", input, selection: $"{name} {{ id }}");
        var id = made.Object(name).GetProperty("id").GetString()!;
        records[name] = id;
        var changed = await server.Client.MutateAsync(
            $"update{entity}",
            new { id, email = "new@acme.example" },
            selection: $"{name} {{ id }}"
        );
        Assert.Empty(changed.Errors);
    }

    private static List<JsonElement> RowsOf(JsonElement answer, string record) =>
        [
            .. answer
                .GetProperty("data")
                .GetProperty(record + "ById")
                .GetProperty("changes")
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(change => change.GetProperty("fields").EnumerateArray()),
        ];

    private static string NameOf(JsonElement row) => row.GetProperty("field").GetString()!;

    private static string Told(JsonElement row) =>
        $"{NameOf(row)}: {row.GetProperty("before")}/{row.GetProperty("after")}/{row.GetProperty("beforeText")}/{row.GetProperty("afterText")}/";

    private static IReadOnlyList<string?> Hidden(JsonElement answer) =>
        [
            .. answer
                .GetProperty("extensions")
                .GetProperty("access")
                .GetProperty("hidden")
                .EnumerateArray()
                .Select(one => one.GetString()),
        ];
}
