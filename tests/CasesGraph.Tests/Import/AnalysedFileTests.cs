using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>
/// Files as users have them, each with what is true of it (FileTruth): what is proposed as certain is right, and what is not
/// right is not certain.
/// </summary>
public sealed class AnalysedFileTests(RunningServer server) : IClassFixture<RunningServer>
{
    public static TheoryData<string> Names { get; } =
    [
        .. Directory
            .GetFiles(FileTruth.Folder, $"*{FileTruth.Extension}")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_certain_of_a_file_is_true_and_what_is_not_true_is_not_certain(string name)
    {
        var truth = FileTruth.Of(name);

        var import = await server.Client.AnalyseAsync(name, FileTruth.Content(name), truth.Records);

        Assert.Equal("READY", import.GetProperty("state").GetString());
        Assert.Empty(truth.Lies(import));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_beginning_of_a_short_file_shows_the_same_as_all_of_it(string name)
    {
        var truth = FileTruth.Of(name);

        var begun = (await server.Client.PrepareAsync(name, FileTruth.Content(name), truth.Records)).Object("import");
        var whole = await server.Client.AnalyseAsync(name, FileTruth.Content(name), truth.Records);

        foreach (var part in new[] { "dialect", "columns", "missing", "format" })
            Assert.Equal(whole.GetProperty(part).GetRawText(), begun.GetProperty(part).GetRawText());
        Assert.Equal(Proposed(whole), Proposed(begun));
    }

    /// <summary>Without the import that it is for.</summary>
    private static string Proposed(JsonElement import)
    {
        var proposal = (JsonObject)JsonNode.Parse(import.GetProperty("proposal").GetRawText())!;
        Assert.Equal(import.GetProperty("id").GetString(), (string?)proposal["importId"]);
        proposal.Remove("importId");
        return proposal.ToJsonString();
    }
}
