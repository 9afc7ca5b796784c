using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http.Uploads;

/// <summary>What the multipart request specification allows, and nothing else.</summary>
public sealed class MultipartRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Attach =
        "mutation($id: ID!, $f: [Upload!]!) { attachToCase(input: {caseId: $id, files: $f}) { attachments { fileName sha256 } errors { ... on ValidationError { issues { field code } } } } }";

    private const string Files = """
        --B
        Content-Disposition: form-data; name="0"; filename="a.txt"

        A
        --B--

        """;

    [Fact]
    public async Task A_form_as_browsers_write_it_is_taken()
    {
        var body = $$"""
            --B
            Content-Disposition: form-data; name="operations"

            {{Operations("[null, null]", await NewCaseAsync())}}
            --B
            Content-Disposition: form-data; name="map"

            {"0": ["variables.f.0"], "x": ["variables.f.1"]}
            --B
            Content-Disposition: form-data; name="x"; filename="%22Größe%22.txt"
            Content-Type: text/html

            A
            --B
            Content-Disposition: form-data; name="0"; filename="b.txt"

            B
            --B--

            """;
        Assert.Equal(
            """{"data":{"attachToCase":{"attachments":[{"fileName":"b.txt","sha256":"df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c"},{"fileName":"\"Größe\".txt","sha256":"559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"}],"errors":null}}}""",
            await TextAsync(Uploading.Raw(body))
        );
    }

    [Fact]
    public async Task One_file_can_go_to_several_places_and_into_a_batch()
    {
        var number = await NewCaseAsync();
        var one = Operations("[null]", number);
        var body = $$"""
            --B
            Content-Disposition: form-data; name="operations"

            [{"query": "{ __typename }"}, {{one}}, {{one}}]
            --B
            Content-Disposition: form-data; name="map"

            {"0": ["1.variables.f.0", "2.variables.f.0"]}
            {{Files}}
            """;

        var answers = JsonElement.Parse(await TextAsync(Uploading.Raw(body)));

        Assert.Equal(3, answers.GetArrayLength());
        var data = await server.Client.AskAsync(
            $"{{ caseById(id: {number}) {{ version attachments {{ nodes {{ fileName }} }} }} }}"
        );
        Assert.Equal(
            """{"version":3,"attachments":{"nodes":[{"fileName":"a.txt"},{"fileName":"a.txt"}]}}""",
            data.GetProperty("caseById").GetRawText()
        );
    }

    [Fact]
    public async Task A_single_file_stands_for_a_list_of_one()
    {
        var body = Body(Operations("null", await NewCaseAsync()), """{"0": ["variables.f"]}""", Files);
        Assert.Contains("\"a.txt\"", await TextAsync(Uploading.Raw(body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mutation_without_files_can_come_as_a_form_too_and_be_answered_by_a_stream()
    {
        using var request = Uploading.Request(
            Uploading.Raw(Body("""{"query": "mutation { __typename }"}""", "{}", "--B--\n"))
        );
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(
            "event: next\ndata: {\"data\":{\"__typename\":\"Mutation\"}}\n\nevent: complete\ndata:\n\n",
            await response.Content.ReadAsStringAsync()
        );
    }

    [Theory]
    [InlineData("GraphQL-Preflight", "1", 200)]
    [InlineData("Apollo-Require-Preflight", "true", 200)]
    [InlineData("X-Apollo-Operation-Name", "Attach", 200)]
    [InlineData("X-Requested-With", "XMLHttpRequest", 400)]
    [InlineData("GraphQL-Preflight", "", 400)]
    public async Task A_header_shows_that_no_other_site_has_sent_the_form(string name, string value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = Uploading.Raw(Body("""{"query": "mutation { __typename }"}""", "{}", "--B--\n")),
        };
        request.Headers.TryAddWithoutValidation(name, value);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 400)
            Assert.Contains(
                "GraphQL-Preflight: 1",
                await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest),
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("""{"0": ["variables.g.0"]}""", "The path 'variables.g.0' in map leads to nothing in operations.")]
    [InlineData("""{"0": ["variables.f.1"]}""", "The path 'variables.f.1' in map leads to nothing in operations.")]
    [InlineData("""{"0": ["variables.f.00"]}""", "The path 'variables.f.00' in map leads to nothing in operations.")]
    [InlineData("""{"0": ["variables.id"]}""", "operations must have null where the path 'variables.id' in map leads.")]
    [InlineData("""{"0": ["variables.f"]}""", "operations must have null where the path 'variables.f' in map leads.")]
    [InlineData("""{"0": ["query"]}""", "The path 'query' in map must lead to a variable, such as \"variables.file\".")]
    [InlineData(
        """{"0": ["0.variables.f.0"]}""",
        "The path '0.variables.f.0' in map must lead to a variable, such as \"variables.file\"."
    )]
    [InlineData("""{"0": []}""", "map must give the file '0' a list of at least one path.")]
    [InlineData("""{"0": "variables.f.0"}""", "map must give the file '0' a list of at least one path.")]
    [InlineData("""{"0": [1]}""", "A path in map must be a string such as \"variables.file\".")]
    [InlineData("""["variables.f.0"]""", "map must be a JSON object such as {\"0\": [\"variables.file\"]}.")]
    [InlineData("""{"0": ["variables.f.0"], "0": ["variables.f.0"]}""", "map has an object with the same key twice.")]
    [InlineData("""{"0": ["variables.f.0"], "1": ["variables.f.0"]}""", "map has the path 'variables.f.0' twice.")]
    [InlineData("""{"1": ["variables.f.0"]}""", "The part '0' is not in map.")]
    [InlineData("{}", "The part '0' is not in map.")]
    [InlineData("", "map is empty; it must be a JSON object.")]
    [InlineData("{", "map is not valid JSON: line 1, byte 2.")]
    public async Task A_map_that_does_not_fit_is_refused(string map, string message) =>
        await AssertRefusedAsync(Body(Operations("[null]"), map, Files), message);

    [Theory]
    [InlineData("--B--\n", "The file '0' of map is missing.")]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"0\"; filename=\"a\"\n\nA\n" + Files,
        "There are two parts '0'."
    )]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"0\"; filename=\"a\"\n\nA",
        "The body is not complete, or not multipart/form-data with the boundary it names."
    )]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"0\"; file",
        "The body is not complete, or not multipart/form-data with the boundary it names."
    )]
    [InlineData("--B\n\nA\n--B--\n", "Each part needs a header such as Content-Disposition: form-data; name=\"0\".")]
    [InlineData(
        "--B\nContent-Disposition: attachment; name=\"0\"\n\nA\n--B--\n",
        "Each part needs a header such as Content-Disposition: form-data; name=\"0\"."
    )]
    public async Task Parts_that_do_not_fit_are_refused(string files, string message) =>
        await AssertRefusedAsync(Body(Operations("[null]"), """{"0": ["variables.f.0"]}""", files), message);

    [Theory]
    [InlineData("", "The body is not complete, or not multipart/form-data with the boundary it names.")]
    [InlineData("--B--\n", "The part 'operations' is missing: send operations, then map, then the files.")]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"map\"\n\n{}\n--B--\n",
        "The part 'operations' is missing: send operations, then map, then the files."
    )]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"operations\"\n\n{\"query\":\"{a}\"}\n--B--\n",
        "The part 'map' is missing: send operations, then map, then the files."
    )]
    [InlineData(
        "--B\nContent-Disposition: form-data; name=\"operations\"\n\n{\n--B--\n",
        "operations is not valid JSON: line 1, byte 2."
    )]
    [InlineData(
        "{\"query\":\"{a}\"}",
        "The body is not complete, or not multipart/form-data with the boundary it names."
    )]
    public async Task A_body_that_is_no_such_form_is_refused(string body, string message) =>
        await AssertRefusedAsync(body, message);

    [Theory]
    [InlineData("multipart/form-data", 400)]
    [InlineData("multipart/form-data; boundary=\"\"", 400)]
    [InlineData(
        "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X",
        400
    )]
    [InlineData("multipart/form-data; boundary=C", 400)]
    [InlineData("multipart/mixed; boundary=B", 415)]
    public async Task The_media_type_must_name_the_boundary(string contentType, int status)
    {
        var body = Body("""{"query": "mutation { __typename }"}""", "{}", "--B--\n");
        using var request = Uploading.Request(Uploading.Raw(body, contentType));
        using var response = await server.Client.SendAsync(request);
        await ProtocolAssert.RefusedAsync(response, status, GraphErrorCode.BadRequest);
    }

    [Theory]
    [InlineData("query($f: String) { __typename }", "Only a mutation takes files.", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "mutation { __typename }",
        "A file is for the variable $f, which the operation does not declare.",
        GraphErrorCode.InvalidVariable
    )]
    [InlineData(
        "mutation($f: String!) { createCase(input: {subject: $f}) { case { id } } }",
        "Variable '$f' is invalid.",
        GraphErrorCode.InvalidVariable
    )]
    public async Task Only_a_mutation_that_wants_a_file_takes_one(string query, string message, string code)
    {
        var operations = JsonSerializer.Serialize(new { query, variables = new { f = (string?)null } });
        using var request = Uploading.Request(Uploading.Raw(Body(operations, """{"0": ["variables.f"]}""", Files)));
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        using var response = await server.Client.SendAsync(request);
        Assert.StartsWith(
            message,
            await ProtocolAssert.RefusedAsync(response, 400, code, "application/graphql-response+json"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("1")]
    public async Task A_file_cannot_be_written_as_JSON(string value)
    {
        const string told = "A file comes by a multipart/form-data request, with null in its place.";
        using var variable = new StringContent(Operations($"[{value}]"), Encoding.UTF8, "application/json");
        using var byVariable = await server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), variable);
        Assert.Contains(
            told,
            await ProtocolAssert.RefusedAsync(byVariable, 200, GraphErrorCode.InvalidVariable),
            StringComparison.Ordinal
        );
        var query = $$"""mutation { attachToCase(input: {caseId: 1, files: [{{value}}]}) { case { id } } }""";
        using var document = new StringContent(
            JsonSerializer.Serialize(new { query }),
            Encoding.UTF8,
            "application/json"
        );
        using var byLiteral = await server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), document);
        Assert.Contains(
            told,
            await ProtocolAssert.RefusedAsync(byLiteral, 200, GraphErrorCode.ValidationFailed),
            StringComparison.Ordinal
        );
    }

    private async Task AssertRefusedAsync(string body, string message)
    {
        using var request = Uploading.Request(Uploading.Raw(body));
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(message, await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest));
        Assert.Empty(Directory.GetFiles(Folder, "*.part", SearchOption.AllDirectories));
    }

    private string Folder => server.Get<CasesGraph.Attachments.UploadSettings>().Folder;

    private async Task<string> TextAsync(HttpContent body)
    {
        using var request = Uploading.Request(body);
        using var response = await server.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private Task<long> NewCaseAsync() => server.Client.CreateCaseAsync("Any");

    private static string Operations(string files, long number = 1) =>
        $$"""{"query": {{JsonSerializer.Serialize(Attach)}}, "variables": {"id": {{number}}, "f": {{files}} } }""";

    private static string Body(string operations, string map, string files) =>
        $$"""
            --B
            Content-Disposition: form-data; name="operations"

            {{operations}}
            --B
            Content-Disposition: form-data; name="map"

            {{map}}

            """ + files;
}
