using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Attachments;

/// <summary>Which files contacts may ever see.</summary>
public sealed class InternalFilesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly (string Name, byte[] Content) File = ("a.txt", "Text"u8.ToArray());

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_file_of_the_case_itself_is_internal_unless_said_otherwise(bool? given, bool isInternal)
    {
        await world.NewCaseAsync();

        await SendAsync("attachToCase", "files", "internal", given);

        Assert.Equal([isInternal], await FilesAsync());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_file_of_a_note_is_internal_and_one_of_a_message_is_not(bool ofNote, bool isInternal)
    {
        await world.NewCaseAsync();

        await SendAsync("addCaseUpdate", "attachments", "internal", ofNote);

        Assert.Equal([isInternal], await FilesAsync());
    }

    [Fact]
    public async Task A_copy_of_a_file_is_as_internal_as_the_file()
    {
        await world.NewCaseAsync();
        await SendAsync("attachToCase", "files", "internal", given: false);
        await SendAsync("attachToCase", "files", "internal", given: true);

        var copy = await world.RunAsync("duplicateCase", """{id: "@case", attachments: true}""");
        world.Know("case", copy.Case);

        Assert.Equal([false, true], await FilesAsync());
    }

    [Fact]
    public async Task Files_are_found_by_whether_they_are_internal()
    {
        await world.NewCaseAsync();
        await SendAsync("attachToCase", "files", "internal", given: true);

        var found = await world.ReadAsync(
            """{ caseById(id: "@case") { attachments(where: {internal: {eq: false}}) { totalCount } } }"""
        );

        Assert.Equal("""{"caseById":{"attachments":{"totalCount":0}}}""", found.GetRawText());
    }

    private async Task SendAsync(string mutation, string files, string name, bool? given)
    {
        var input = new JsonObject { ["caseId"] = world["case"] };
        if (mutation is "addCaseUpdate")
            input["text"] = "Any";
        if (given is { } value)
            input[name] = value;
        await world.Server.Client.SendFilesAsync(Mutating.Document(mutation, "case { id }"), input, files, File);
    }

    private async Task<List<bool>> FilesAsync() =>
        [
            .. (await world.ReadAsync("""{ caseById(id: "@case") { attachments { nodes { internal } } } }"""))
                .GetProperty("caseById")
                .GetProperty("attachments")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("internal").GetBoolean()),
        ];
}
