using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Audit;

public sealed class AuditedReadsTests
{
    [Theory]
    [InlineData("None", 0)]
    [InlineData("Cases", 2)]
    public async Task Who_reads_a_case_by_its_id_is_kept_where_the_setting_says_so(string setting, int count)
    {
        await using var server = await RunningServer.StartAsync(("Audit:Reads", setting));
        var number = await server.Client.CreateCaseAsync("Read");
        var data = await server.Client.AskAsync(
            $"{{ cases {{ nodes {{ id }} }} none: caseById(id: 999999) {{ id }} }}"
        );
        var id = data.GetProperty("cases").GetProperty("nodes")[0].Text("id");

        await server.Client.AskAsync($$"""{ caseById(id: {{number}}) { subject } node(id: "{{id}}") { id } }""");

        var events = await server.Client.EventsAsync("kind: { eq: CASE_READ }", count);
        Assert.All(events, one => Assert.Equal(id, one.Text("objectId")));
    }

    [Fact]
    public async Task Who_loads_a_file_is_kept_where_the_setting_says_so()
    {
        await using var server = await RunningServer.StartAsync(("Audit:Reads", "Cases"));
        var number = await server.Client.CreateCaseAsync("With a file");
        var payload = await server.Client.AttachAsync($"{number}", ("a.txt", "text"u8.ToArray()));
        var file = payload.Object("attachments")[0];

        using var response = await server.Client.GetAsync(new Uri(file.Text("url")!, UriKind.RelativeOrAbsolute));

        Assert.True(response.IsSuccessStatusCode);
        var one = (await server.Client.EventsAsync("kind: { eq: FILE_READ }", count: 1))[0];
        Assert.Equal(file.Text("id"), one.Detail("attachmentId"));
        Assert.Equal("Case", one.GetProperty("object").Text("__typename"));
    }
}
