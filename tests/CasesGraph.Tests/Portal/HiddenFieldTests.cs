using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Portal;

/// <summary>What a caller may not read is null, and they ask for nothing by it.</summary>
public sealed class HiddenFieldTests : IAsyncLifetime
{
    /// <summary>The ways from a case to the rows that contacts see.</summary>
    private static readonly IReadOnlyList<(string Entity, string Where, string? Order)> Ways =
    [
        ("Case", "@", "@"),
        ("Case", "mergedInto: { @ }", "mergedInto: { @ }"),
        ("Account", "account: { @ }", "account: { @ }"),
        ("Contact", "openedBy: { @ }", "openedBy: { @ }"),
        ("Contact", "contacts: { some: { @ } }", null),
        ("User", "assignedTo: { @ }", "assignedTo: { @ }"),
        ("StatusDetail", "statusDetail: { @ }", "statusDetail: { @ }"),
        ("CaseUpdate", "updates: { none: { @ } }", null),
        ("Attachment", "attachments: { all: { @ } }", null),
    ];

    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "number",
        "subject",
        "description",
        "resolution",
        "updates.text",
        "attachments.fileName",
    };

    private readonly SampleServer sample = new() { More = CallersByGrants.Use };

    public Task InitializeAsync() => sample.InitializeAsync();

    public Task DisposeAsync() => sample.DisposeAsync();

    [Fact]
    public async Task A_condition_or_an_order_of_a_contact_by_what_is_hidden_is_refused_before_any_statement()
    {
        AsContact();
        var count = 0;
        foreach (var (name, where, order) in Ways)
        {
            var entity = EntityModel.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
            foreach (var field in entity.Fields.Where(one => one.Audience is not FieldAudience.Public))
            {
                foreach (var input in InputsOf(entity.FilterName, field))
                    await RefusedAsync(
                        $"where: {{ not: {{ or: [{{ {where.Replace("@", $"{input}: {{}}", StringComparison.Ordinal)} }}] }} }}",
                        entity,
                        field
                    );
                if (order is not null && field is ScalarField && InputsOf($"{name}SortInput", field).Any())
                    await RefusedAsync(
                        $"order: [{{ {order.Replace("@", $"{field.Name}: ASC", StringComparison.Ordinal)} }}]",
                        entity,
                        field
                    );
            }
        }
        Assert.True(count > 60, $"Only {count} inputs.");

        async Task RefusedAsync(string arguments, EntityModel entity, FieldModel field)
        {
            using var statements = new CountedStatements();
            var answer = await sample.AnswerAsync($"{{ cases({arguments}) {{ totalCount }} }}");
            Assert.Equal(0, statements.Count);
            var error = Assert.Single(answer.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
            Assert.True(error.GetProperty("code").GetString() is "FORBIDDEN", $"{arguments}: {answer}");
            Assert.Equal($"{entity.Name}.{field.Name}", error.GetProperty("coordinate").GetString());
            count++;
        }
    }

    [Fact]
    public async Task Staff_without_PERSONAL_DATA_VIEW_read_and_find_no_addresses_but_their_own()
    {
        sample.Server.Client.DefaultRequestHeaders.Add(CallersByGrants.Header, "CaseView,DirectoryView,UsersManage");
        sample.Server.Client.DefaultRequestHeaders.Add(CallersByGrants.User, "10");

        var answer = await sample.AnswerAsync(
            "{ contacts(first: 5) { nodes { email phone } } users { nodes { id userName } } }"
        );
        Assert.Equal(
            ["Contact.email", "Contact.phone", "User.userName"],
            answer
                .GetProperty("extensions")
                .GetProperty("access")
                .GetProperty("hidden")
                .EnumerateArray()
                .Select(one => one.GetString())
                .ToList()
        );
        var data = answer.GetProperty("data");
        Assert.All(
            data.GetProperty("contacts").GetProperty("nodes").EnumerateArray(),
            one => Assert.Equal(JsonValueKind.Null, one.GetProperty("email").ValueKind)
        );
        var named = Assert.Single(
            data.GetProperty("users").GetProperty("nodes").EnumerateArray(),
            one => one.GetProperty("userName").ValueKind is JsonValueKind.String
        );
        Assert.Equal(OpaqueId.Encode("User", 10), named.GetProperty("id").GetString());
        foreach (var arguments in new[] { "where: { email: { startsWith: \"a\" } }", "order: { phone: DESC }" })
            Assert.Equal(
                ["FORBIDDEN"],
                await sample.Server.Client.RefusalsAsync($"{{ contacts({arguments}) {{ totalCount }} }}")
            );
    }

    [Fact]
    public async Task A_contact_reads_all_of_themselves_and_the_name_of_others()
    {
        AsContact();
        var contact = sample.World.Rows<CasesGraph.Contacts.Contact>().First(one => one.Email is not null);
        sample.Server.Client.DefaultRequestHeaders.Remove(CallersByGrants.Contact);
        sample.Server.Client.DefaultRequestHeaders.Add(CallersByGrants.Contact, $"{contact.Id}");
        var data = await sample.AnswerAsync("{ me { contact { email lastName account { id } } } }");
        Assert.Equal(
            contact.Email,
            data.GetProperty("data").GetProperty("me").GetProperty("contact").GetProperty("email").GetString()
        );
    }

    [Fact]
    public async Task A_search_of_a_contact_looks_into_no_text_that_is_hidden()
    {
        AsContact();
        var answer = await sample.AnswerAsync("{ cases(search: \"a\", first: 20) { edges { excerpt { field } } } }");
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        Assert.All(
            answer.GetProperty("data").GetProperty("cases").GetProperty("edges").EnumerateArray(),
            edge =>
            {
                if (edge.GetProperty("excerpt") is { ValueKind: JsonValueKind.Object } excerpt)
                    Assert.Contains(excerpt.GetProperty("field").GetString()!, Shown);
            }
        );
    }

    private IEnumerable<string> InputsOf(string type, FieldModel field) =>
        new[] { field.Name, (field as ReferenceField)?.InputName ?? field.Name }
            .Distinct(StringComparer.Ordinal)
            .Where(name => sample.Shape.Find(type)?.InputFields.ContainsKey(name) is true);

    private void AsContact()
    {
        var headers = sample.Server.Client.DefaultRequestHeaders;
        headers.Add(CallersByGrants.Header, "CaseView:Team,CaseEdit:Team");
        var contact = sample.World.Rows<CasesGraph.Contacts.Contact>().First(one => one.AccountId is not null);
        headers.Add(CallersByGrants.Contact, $"{contact.Id}");
        headers.Add(CallersByGrants.Accounts, $"{contact.AccountId}");
    }
}
