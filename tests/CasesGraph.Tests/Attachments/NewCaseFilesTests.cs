using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Attachments;

/// <summary>Files that a case is created with are its own, and come in the same change.</summary>
public sealed class NewCaseFilesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Created = """
        case {
          version
          attachments { nodes { fileName url caseUpdate { id } } }
          updates { nodes { text } }
          changes { nodes { kind fields { field afterText } } }
        }
        """;

    [Fact]
    public async Task A_case_is_created_with_its_files_and_its_first_message()
    {
        var payload = await CreateAsync("S", ("a.txt", "one"u8.ToArray()), ("b.txt", "two"u8.ToArray()));
        var (@case, files) = (payload.Case, payload.Case.GetProperty("attachments").GetProperty("nodes"));
        Assert.Equal(1, @case.GetProperty("version").GetInt32());
        Assert.Equal("""["a.txt","b.txt"]""", Names(files));
        var address = new Uri(files[1].GetProperty("url").GetString()!, UriKind.Relative);
        Assert.Equal("two"u8.ToArray(), await world.Server.Client.GetByteArrayAsync(address));
        Assert.Equal(
            "SUBJECT S, STATUS New, PRIORITY Medium, TEAM General, UPDATES Hi, ATTACHMENTS a.txt, ATTACHMENTS b.txt",
            Told(@case.GetProperty("changes"))
        );
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_case_that_is_refused()
    {
        var payload = await CreateAsync("", ("a\tb.txt", "one"u8.ToArray()));
        Assert.Equal(["input.subject REQUIRED", "input.attachments.0 INVALID_CHARACTER"], payload.Errors);
    }

    private Task<Payload> CreateAsync(string subject, params IReadOnlyList<(string Name, byte[] Content)> files) =>
        world.Server.Client.SendFilesAsync(
            Mutating.Document("createCase", Created),
            new JsonObject
            {
                ["subject"] = subject,
                ["firstMessage"] = new JsonObject { ["text"] = "Hi" },
            },
            "attachments",
            files
        );

    private static string Names(JsonElement files) =>
        $"[{string.Join(',', files.EnumerateArray().Select(file => file.GetProperty("fileName").GetRawText()))}]";

    private static string Told(JsonElement changes) =>
        string.Join(
            ", ",
            changes
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(change => change.GetProperty("fields").EnumerateArray())
                .Select(field =>
                    $"{field.GetProperty("field").GetString()} {field.GetProperty("afterText").GetString()}"
                )
        );
}
