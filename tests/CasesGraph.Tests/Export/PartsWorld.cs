using System.Globalization;
using System.Text.Json;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Export;

/// <summary>Cases with conversations, contacts, bugs and files, one of them with more than is read at once.</summary>
public sealed class PartsWorld : IAsyncLifetime, IAsyncDisposable
{
    public const int Cases = 120;

    /// <summary>More than is read at once.</summary>
    public const int LongConversation = 330;

    private static readonly string[] Texts =
    [
        "=1+1",
        "\"q\"",
        "a\r\nb; c",
        "🙂 {\"a\":[1]}",
        " ",
        "'x",
        "[1]",
        "\\u0041",
    ];

    /// <summary>Before the server, whose jobs then have its trace.</summary>
    internal CountedStatements Statements { get; } = new();

    internal RunningServer Server { get; } =
        new()
        {
            Services = CallersByUser.Use,
            Settings = { ["Limits:Bucket"] = "1000000", ["Limits:Restore"] = "1000000" },
        };

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        await FillAsync(Server.Client);
        await Server.SettledAsync();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Statements.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private static async Task FillAsync(HttpClient client)
    {
        foreach (var subject in new[] { "Crash", "Wish" })
            await client.MutateAsync("createBug", new { subject }, selection: "bug { number }");
        // Two who are known by one address, and one by none.
        foreach (var email in new[] { "two@x.example", "two@x.example", null })
            await client.MutateAsync("createContact", new { lastName = "Prado", email }, selection: "contact { id }");
        await client.MutateAsync("createUser", new { userName = "maya", fullName = "Maya" }, selection: "user { id }");
        var rows = string.Concat(Enumerable.Range(1, Cases).Select(number => Line(number) + "\n"));
        var job = await client.RunImportAsync("cases.jsonl", rows, input => input["unknownContacts"] = "CREATE");
        Assert.Equal($"SUCCEEDED {Cases} 0 0 0 0 0", RunWorld.Counts(job));
        var contacts = (
            await client.AskAsync("""{ contacts(where: { lastName: { eq: "Prado" } }) { nodes { id } } }""")
        )
            .GetProperty("contacts")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => new { contactId = node.GetProperty("id").GetString() })
            .ToArray();
        await client.MutateAsync("linkCaseContacts", new { caseId = "9", contacts }, selection: "case { id }");
        // Times with microseconds, and who wrote gone.
        foreach (var fromContactId in new[] { null, contacts[0].contactId, contacts[2].contactId })
            await client.MutateAsync(
                "addCaseUpdate",
                new
                {
                    caseId = "9",
                    text = "Now",
                    fromContactId,
                },
                selection: "caseUpdate { id }"
            );
        await client.MutateAsync(
            "deleteContacts",
            new { select = new { ids = new[] { contacts[2].contactId } } },
            selection: "deleted"
        );
        await client.AttachAsync("3", ("a.txt", "a"u8.ToArray()), ("b \"q\".txt", "b"u8.ToArray()));
    }

    private static string Line(int number)
    {
        var messages = number == 7 ? LongConversation : number % 5;
        return JsonSerializer.Serialize(
            new
            {
                subject = string.Create(CultureInfo.InvariantCulture, $"{(number * 37) % 1000:000}"),
                contacts = Enumerable
                    .Range(0, number % 3)
                    .Select(contact => new
                    {
                        email = $"c{contact}@x.example",
                        lastName = "C",
                        role = contact == 0 ? "PRIMARY" : "OTHER",
                    }),
                bugs = Enumerable.Range(1, number % 3),
                updates = Enumerable
                    .Range(0, messages)
                    .Select(message => new
                    {
                        direction = (message % 3) switch
                        {
                            0 => "INCOMING",
                            1 => "OUTGOING",
                            _ => "NOTE",
                        },
                        text = Texts[(number + message) % Texts.Length] + " text",
                        at = new DateTime(2020, 1, 1, 10, 0, 0, DateTimeKind.Utc).AddSeconds(message),
                        author = (message % 3) switch
                        {
                            0 when message % 2 == 0 => "c0@x.example",
                            0 => null,
                            _ => "maya",
                        },
                        externalReference = message % 4 == 3 ? null : $"M-{number}-{message}",
                    }),
            }
        );
    }
}
