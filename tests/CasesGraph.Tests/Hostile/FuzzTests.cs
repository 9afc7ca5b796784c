using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CsCheck;
using static CasesGraph.Tests.Hostile.FuzzTexts;

namespace CasesGraph.Tests.Hostile;

/// <summary>Invariant k: nothing that can be sent is more than an error (and LeakScanner reads the answers).</summary>
public sealed class FuzzTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly Gen<string> Mutated = Gen.Select(Gen.OneOf(Documents), GenEdits(), Apply);

    [Fact]
    public async Task What_is_damaged_here_was_sound()
    {
        foreach (var document in Documents)
        {
            var answer = await world.Server.QueryAsync(document, JsonElement.Parse(Variables));
            Assert.Equal("data", Assert.Single(answer.EnumerateObject()).Name);
        }
    }

    [Fact]
    public Task Damaged_documents_give_errors_at_most() =>
        Mutated.SampleAsync(query => CheckAsync(Body(query, Variables)), iter: 4000, threads: 4);

    [Fact]
    public Task Damaged_variables_give_errors_at_most() =>
        Gen.Select(Gen.OneOf(Documents), Gen.Select(Gen.Const(Variables), GenEdits(), Apply), Body)
            .SampleAsync(CheckAsync, iter: 3000, threads: 4);

    [Fact]
    public Task Random_bytes_give_errors_at_most() =>
        Gen.OneOf(
                Gen.Byte.Array[0, 200],
                Gen.Select(Gen.OneOf(Documents), Gen.Byte.Array[1, 5], Gen.Int[0, 100_000], Splice)
            )
            .SampleAsync(CheckAsync, iter: 2000, threads: 4);

    /// <summary>Cuts, doubles, moves and puts in, at places in proportion to the text.</summary>
    private static Gen<(int Kind, double At, int Length, string Shard)[]> GenEdits() =>
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Int[1, 30], Gen.OneOf(Shards)).Array[1, 4];

    private static string Apply(string text, (int Kind, double At, int Length, string Shard)[] edits)
    {
        foreach (var (kind, place, length, shard) in edits)
        {
            var at = (int)(place * text.Length);
            var end = Math.Min(text.Length, at + length);
            text = kind switch
            {
                0 => text.Remove(at, end - at),
                1 => text.Insert(at, text[at..end]),
                2 => text.Remove(at, end - at).Insert((at * 7) % Math.Max(1, text.Length - end + at), text[at..end]),
                _ => text.Insert(at, shard),
            };
        }
        return text;
    }

    private static byte[] Body(string query, string variables) =>
        Encoding.UTF8.GetBytes($$"""{"query": {{JsonSerializer.Serialize(query)}}, "variables": {{variables}} }""");

    private static byte[] Splice(string document, byte[] bytes, int place)
    {
        var body = Body(document, Variables);
        bytes.AsSpan().CopyTo(body.AsSpan(place % (body.Length - bytes.Length)));
        return body;
    }

    private async Task CheckAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var response = await world.Server.Client.PostAsync(
            new Uri("/graphql", UriKind.Relative),
            content,
            patience.Token
        );
        var text = await response.Content.ReadAsStringAsync(patience.Token);
        var isBug =
            response.StatusCode >= HttpStatusCode.InternalServerError
            || text.Contains(GraphErrorCode.InternalError, StringComparison.Ordinal);
        // The whole body, because CsCheck prints a text without its control characters.
        Assert.False(isBug, Encoding.UTF8.GetString(body));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(text).ValueKind);
    }
}
