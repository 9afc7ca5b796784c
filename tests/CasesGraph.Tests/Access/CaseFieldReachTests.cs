using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.Fields;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Portal;

namespace CasesGraph.Tests.Access;

/// <summary>caseFields tells before it is asked what a caller may read and write of a case.</summary>
public sealed class CaseFieldReachTests(CaseFieldReachTests.World world) : IClassFixture<CaseFieldReachTests.World>
{
    private static readonly IReadOnlyList<ValueField> Fields = [.. EntityModel.Of<Case>().ValueFields];

    private int count = 1_000;

    [Theory]
    [InlineData("")]
    [InlineData("CaseView")]
    [InlineData("CaseView,CaseEdit")]
    [InlineData("CaseView,CaseEdit,CaseAssign")]
    [InlineData("CaseView,CaseEdit,DirectoryView")]
    [InlineData("CaseView:Team,CaseEdit:Team,ActForContact,DirectoryView")]
    [InlineData("CaseView,CaseMassUpdate,DirectoryView")]
    [InlineData("CaseView,CaseCreate,CaseAssign,ActForContact")]
    [InlineData("CaseCreate,DirectoryView")]
    [InlineData("CaseEdit,CaseMassUpdate,CaseAssign")]
    public async Task Staff_are_told_of_each_field_what_then_is_so(string grants)
    {
        var told = await ToldAsync(world.As(grants));

        Assert.Equal(Line(Fields.Select(field => field.Name)), Line(told.Select(one => one.Name)));
        Assert.Equal(Line(told.Where(one => one.Writable).Select(one => one.Name)), Line(await WrittenAsync(grants)));
        var (read, unknown) = await ReadAsync(grants);
        Assert.Equal(
            Line(told.Where(one => one.Readable).Select(one => one.Name).Except(unknown, StringComparer.Ordinal)),
            Line(read)
        );
    }

    [Fact]
    public async Task An_administrator_reads_all_and_writes_what_inputs_have()
    {
        var told = await ToldAsync(world.Small.Server.Client);

        Assert.All(told, one => Assert.True(one.Readable, one.Name));
        Assert.Equal(
            Line(EntityModel.Of<Case>().EditableFields(EditableIn.Both).Select(field => field.Name)),
            Line(told.Where(one => one.Writable).Select(one => one.Name))
        );
    }

    [Theory]
    [InlineData("true", "subject description status priority type")]
    [InlineData("false", "subject description status type")]
    public async Task Contacts_are_told_of_what_is_for_them_alone(string givesPriority, string writable)
    {
        await using var portal = await PortalWorld.StartAsync(("Portal:Priority", givesPriority));
        var contact = await portal.ContactAsync();
        var number = await portal.CaseAsync(contact);
        using var client = portal.As(contact);

        var told = await ToldAsync(client);

        Assert.All(told, one => Assert.True(one.Readable, one.Name));
        Assert.Equal(writable, Line(told.Where(one => one.Writable).Select(one => one.Name)));
        var selection = string.Join(' ', Fields.Select(Selection));
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = $"{{ caseById(id: {number}) {{ {selection} }} }}" }
        );
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var hidden = answer.GetProperty("extensions").GetProperty("access").GetProperty("hidden").EnumerateArray();
        Assert.Equal(
            Fields.Select(field => $"Case.{field.Name}").Order(StringComparer.Ordinal),
            told.Select(one => $"Case.{one.Name}")
                .Concat(hidden.Select(one => one.GetString()!))
                .Order(StringComparer.Ordinal)
        );
    }

    private static string Line(IEnumerable<string> names) => string.Join(' ', names);

    private static async Task<List<Told>> ToldAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ caseFields { name readable writable } }");
        return
        [
            .. data.GetProperty("caseFields")
                .EnumerateArray()
                .Select(one => new Told(
                    one.GetProperty("name").GetString()!,
                    one.GetProperty("readable").GetBoolean(),
                    one.GetProperty("writable").GetBoolean()
                )),
        ];
    }

    /// <summary>The fields to which some mutation takes a value of this caller.</summary>
    private async Task<List<string>> WrittenAsync(string grants)
    {
        using var client = world.As(grants);
        var written = new List<string>();
        foreach (var field in Fields.Where(field => field.Declared.Editable is not EditableIn.None))
        {
            if (
                await MayAsync(client, "createCase", field, input => input.TryAdd("subject", "New"))
                || await MayAsync(client, "updateCase", field, Update)
                || (field.Declared.MassUpdatable && await MayAsync(client, "massUpdateCases", field, Mass))
            )
                written.Add(field.Name);
            // What the case has already nobody would be refused for.
            if (field is ReferenceField)
                Assert.True(await MayAsync(world.Small.Server.Client, "updateCase", field, Update, isOther: false));
        }
        return written;
    }

    private void Update(JsonObject input) => input["id"] = world.CaseId;

    private void Mass(JsonObject input)
    {
        var set = input.DeepClone();
        input.Clear();
        input["set"] = set;
        input["select"] = new JsonObject { ["ids"] = new JsonArray(world.CaseId) };
    }

    /// <summary>Whether a mutation has anything against a value but the value itself.</summary>
    private async Task<bool> MayAsync(
        HttpClient client,
        string mutation,
        ValueField field,
        Action<JsonObject> complete,
        bool isOther = true
    )
    {
        var input = new JsonObject { [field.InputName] = ValueOf(field, isOther) };
        complete(input);
        var payload = await client.MutateAsync(
            mutation,
            input,
            selection: mutation is "massUpdateCases" ? "rejectedCount" : "case { id }"
        );
        return !payload.Errors.Any(error =>
                error.Contains("Forbidden", StringComparison.OrdinalIgnoreCase)
                || error.Contains("NotFound", StringComparison.Ordinal)
            ) && !(payload.Data.TryGetProperty("rejectedCount", out var rejected) && IsSome(rejected));

        static bool IsSome(JsonElement number) => number.ValueKind is JsonValueKind.Number && number.GetInt32() > 0;
    }

    private JsonNode? ValueOf(ValueField field, bool isOther) =>
        field.Declared.GivenBy is null
            ? FieldSample.Of(field, (2 * count++) + (isOther ? 1 : 0), world.Small).Json
            : World.StatusDetail;

    /// <summary>The fields that the caller finds a value in, and those that the case has none in for anybody.</summary>
    private async Task<(List<string> Read, List<string> Unknown)> ReadAsync(string grants)
    {
        using var client = world.As(grants);
        var all = await CaseAsync(world.Small.Server.Client);
        var seen = await CaseAsync(client);
        return (
            [.. Fields.Where(field => Has(seen, field)).Select(field => field.Name)],
            [.. Fields.Where(field => !Has(all, field)).Select(field => field.Name)]
        );

        static bool Has(JsonElement row, ValueField field) =>
            row.ValueKind is JsonValueKind.Object && row.GetProperty(field.Name).ValueKind is not JsonValueKind.Null;
    }

    private async Task<JsonElement> CaseAsync(HttpClient client)
    {
        var selection = string.Join(' ', Fields.Select(Selection));
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = $"{{ caseById(id: \"{world.CaseId}\") {{ {selection} }} }}" }
        );
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("caseById");
    }

    private static string Selection(ValueField field) =>
        field is ScalarField ? field.Name : $"{field.Name} {{ __typename }}";

    private sealed record Told(string Name, bool Readable, bool Writable);

    /// <summary>A case with a value in each field that can be given, of a team that all callers are members of.</summary>
    public sealed class World : IAsyncLifetime
    {
        public const string StatusDetail = "parts";

        public SmallWorld Small { get; } = new() { Server = new RunningServer { Services = CallersByGrants.Use } };

        public string CaseId { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await Small.InitializeAsync();
            await Small.RunAsync(
                "createStatusDetail",
                $$"""{key: "{{StatusDetail}}", label: "Waits for parts", status: ASSIGNED}"""
            );
            var fields = EntityModel.Of<Case>().EditableFields(EditableIn.Create);
            var values = FieldSample.Input(
                fields.Where(field => field.Declared.GivenBy is null).Select(field => FieldSample.Of(field, 2, Small))
            );
            values.Remove("status");
            values["statusDetail"] = StatusDetail;
            var made = await Small.Server.Client.MutateAsync("createCase", values, selection: "case { id }");
            CaseId = made.Object("case").GetProperty("id").GetString()!;
        }

        public Task DisposeAsync() => Small.DisposeAsync();

        /// <summary>A client of a user who may do this alone, with cases of all teams of the world.</summary>
        public HttpClient As(string grants) =>
            new()
            {
                BaseAddress = Small.Server.Client.BaseAddress,
                DefaultRequestHeaders =
                {
                    { CallersByGrants.Header, grants },
                    { CallersByGrants.Teams, string.Join(',', Enumerable.Range(1, 9)) },
                },
            };
    }
}
