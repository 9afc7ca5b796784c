using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>What mutations, subscriptions and downloads tell of rows that are hidden: nothing.</summary>
public sealed partial class HiddenInputsTests : IAsyncLifetime
{
    /// <summary>No row ever had these; the first is one that would be hidden.</summary>
    private const long Unknown = 900_000_001;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly EveryThird Hiding = new();
    private readonly SampleServer sample = new() { Condition = Hiding };
    private readonly Dictionary<(string Entity, bool Hidden), long> keys = [];
    private World world = null!;

    public async Task InitializeAsync()
    {
        await sample.InitializeAsync();
        await TwinServers.AddMoreAsync(sample.Server.Database);
        world = World.Load(sample.Server.Database);
    }

    public Task DisposeAsync() => sample.DisposeAsync();

    [Fact]
    public async Task An_id_of_a_hidden_row_in_an_input_is_as_one_that_never_was()
    {
        var compared = 0;
        foreach (var entity in World.Names.Where(HasId))
        {
            var hidden = Documents(entity, Key(entity, hidden: true));
            var unknown = Documents(entity, Unknown);
            foreach (var (one, other) in Iterations.Share(hidden.Zip(unknown)))
            {
                if (string.Equals(one, other, StringComparison.Ordinal))
                    continue;
                var (told, expected) = (await AnswerAsync(one, entity), await AnswerAsync(other, entity));
                Assert.True(
                    string.Equals(expected, told, StringComparison.Ordinal),
                    $"{one}\nunknown: {expected}\nhidden:  {told}"
                );
                compared++;
            }
        }
        Assert.True(!Iterations.AreWhole || compared > 300, $"Only {compared} compared.");
    }

    [Fact]
    public async Task No_payload_and_no_event_has_a_hidden_row()
    {
        var walk = Walk((_, key) => key);
        using var events = await GraphEvents.OpenAsync(
            sample.Server.Client,
            $$"""subscription { onCaseChanged {{walk.Selection("CaseChange")}} }"""
        );
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var shown = 0;
        var mutations = Iterations.Share(Mutations()).ToList();

        foreach (var mutation in mutations)
        {
            foreach (var document in Inputs(mutation))
            {
                var answer = await SendAsync(document);
                AssertSeen(answer.GetRawText());
                HiddenRowsTests.Collect(answer, reached);
                shown++;
            }
        }
        // The last one that is seen comes behind all others; not every mutation has an event.
        await SendAsync("mutation { createCase(input: {subject: \"The last\"}) { case { number } } }");
        var last = await LastSeenAsync();
        for (var found = false; !found; )
        {
            string data;
            try
            {
                data = (await events.ReadAsync().WaitAsync(Patience))!.Data;
            }
            catch (TimeoutException)
            {
                // A job that one of the mutations began may have hidden it before it was told.
                break;
            }
            AssertSeen(data);
            found = data.Contains(last, StringComparison.Ordinal);
        }

        // Some payloads are reached only behind what other mutations did.
        if (!Iterations.AreWhole)
            return;
        Assert.True(shown > 100, $"Only {shown} mutations.");
        var payloads = mutations.Select(name => sample.Shape["Mutation"].Fields[name].Type.Named);
        var all = payloads.SelectMany(type =>
            sample.Shape[type].Fields.Keys.Select(field => CoordinateWalk.KeyOf(type, field))
        );
        Assert.Equal("", string.Join(' ', all.Except(reached, StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_hidden_job_cannot_be_followed_nor_a_hidden_file_be_loaded()
    {
        var walk = Walk((_, key) => key);
        foreach (var (subscription, field) in sample.Shape["Subscription"].Fields)
        {
            if (!field.Arguments.TryGetValue("id", out _))
                continue;
            var entity = field.Type.Named;
            var answers = new List<string>();
            foreach (var key in (long[])[Key(entity, hidden: true), Unknown])
            {
                var id = OpaqueId.Encode(entity, key);
                using var events = await GraphEvents.OpenAsync(
                    sample.Server.Client,
                    $$"""subscription { {{subscription}}(id: "{{id}}") {{walk.Selection(entity)}} }"""
                );
                answers.Add((await events.ReadAsync())!.Data);
            }
            Assert.Equal(answers[1], answers[0]);
        }
        foreach (var key in (long[])[Key("Attachment", hidden: true), Unknown])
        {
            var address = new Uri($"/attachments/{OpaqueId.Encode("Attachment", key)}", UriKind.Relative);
            using var response = await sample.Server.Client.GetAsync(address);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private bool HasId(string entity) => sample.Shape[entity].Fields.ContainsKey("id");

    private IEnumerable<string> Mutations() => sample.Shape["Mutation"].Fields.Keys;

    /// <summary>With every input, of which the first and the last also ask for what is further below.</summary>
    private List<string> Inputs(string mutation)
    {
        var (deep, flat) = (Documents(mutation, depth: 1), Documents(mutation, depth: 0));
        return [deep[0], .. flat.Skip(1).SkipLast(1), deep[^1]];

        List<string> Documents(string name, int depth) =>
            [.. Walk((_, key) => key, depth).Documents("Mutation", name).Distinct(StringComparer.Ordinal)];
    }

    private List<string> Documents(string entity, long key)
    {
        var walk = Walk((name, seen) => string.Equals(name, entity, StringComparison.Ordinal) ? key : seen, depth: 0);
        return [.. Mutations().SelectMany(mutation => walk.Documents("Mutation", mutation))];
    }

    private CoordinateWalk Walk(Func<string, long, long> keyOf, int depth = 1) =>
        new(
            sample.Shape,
            new ArgumentWalk(sample.Shape, entity => [keyOf(entity, Key(entity, hidden: false))], mostNames: 1),
            depth
        );

    private long Key(string entity, bool hidden)
    {
        if (!keys.TryGetValue((entity, hidden), out var key))
            keys.Add((entity, hidden), key = FindKey(entity, hidden));
        return key;
    }

    private long FindKey(string entity, bool hidden) =>
        world
            .Rows(World.TypeOf(entity))
            .Where(row => row is not Case { DeletedAt: not null } and not Case { MergedIntoNumber: not null })
            // The sample's log is made up: nobody could undo what its fields say.
            .Where(row =>
                row is not ChangeSet set || !world.Rows<FieldChange>().Any(one => one.Change.ChangeSetId == set.Id)
            )
            .Where(row => new HiddenRows(Hiding, world, sample.Shape).Contains(row) == hidden)
            .Select(HiddenRows.KeyOf)
            .Order()
            .First();

    /// <summary>With one name for what was asked for, whatever its id; of what was written only that it was.</summary>
    private async Task<string> AnswerAsync(string document, string entity)
    {
        var text = (await SendAsync(document)).GetRawText();
        if (text.Contains("AddCaseUpdatePayload_errors\":null", StringComparison.Ordinal))
            return "written";
        long[] both = [Key(entity, hidden: true), Unknown];
        // An id can have the digits of the other key.
        foreach (var key in both)
            text = text.Replace(OpaqueId.Encode(entity, key), "ID", StringComparison.Ordinal);
        foreach (var key in both)
            text = text.Replace($"{key}", "KEY", StringComparison.Ordinal);
        return text;
    }

    private async Task<JsonElement> SendAsync(string mutation)
    {
        if (!mutation.Contains(ArgumentWalk.File, StringComparison.Ordinal))
            return await sample.AnswerAsync($"mutation {mutation}");
        var query = $"mutation ({ArgumentWalk.File}: Upload!) {mutation}";
        var operations = JsonSerializer.Serialize(new { query, variables = new { file = (string?)null } });
        using var request = Uploading.Request(
            new MultipartFormDataContent
            {
                { new StringContent(operations), "operations" },
                { new StringContent("""{ "0": ["variables.file"] }"""), "map" },
                Uploading.File("0", "a.txt", "a"u8.ToArray()),
            }
        );
        using var response = await sample.Server.Client.SendAsync(request);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private async Task<string> LastSeenAsync()
    {
        var answer = await sample.AnswerAsync("{ caseChanges(last: 1) { nodes { cursor } } }");
        return answer
            .GetProperty("data")
            .GetProperty("caseChanges")
            .GetProperty("nodes")[0]
            .GetProperty("cursor")
            .GetString()!;
    }

    private void AssertSeen(string answer)
    {
        foreach (Match text in Texts().Matches(answer))
        {
            if (OpaqueId.TryDecode(text.Groups["text"].Value, out var type, out var key) && Hiding.Hides(type, key))
                Assert.Fail($"{text} is hidden: {answer}");
        }
        if (answer.Contains("INTERNAL_ERROR", StringComparison.Ordinal))
            Assert.Fail($"{sample.Server.Log.Entries.LastOrDefault(entry => entry.Exception is not null)?.Exception}");
    }

    /// <summary>But for what the log has written down: a text of the change that it tells of.</summary>
    [GeneratedRegex(
        "(?<!FieldChange_(before|after)\":({\"id\":)?)\"(?<text>[A-Za-z0-9_-]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Texts();
}
