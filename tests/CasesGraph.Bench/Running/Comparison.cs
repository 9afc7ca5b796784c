using System.Net.Http.Headers;
using System.Text;

namespace CasesGraph.Bench.Running;

/// <summary>What is measured must be the same: each server gets the same request and must give the same bytes.</summary>
internal static class Comparison
{
    private const int Around = 160;

    public static async Task<byte[]> AnswerAsync(BenchServer server, string body, CancellationToken token)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await server.Client.PostAsync("/graphql", content, token);
        var bytes = await answer.Content.ReadAsByteArrayAsync(token);
        return answer.IsSuccessStatusCode && bytes.AsSpan().StartsWith("{\"data\":"u8)
            ? bytes
            : throw new BenchStoppedException(
                $"{server.Name} answers {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}\nto {body}"
            );
    }

    /// <summary>Gives what both answered.</summary>
    public static async Task<byte[]> CompareAsync(
        BenchServer product,
        BenchServer ceiling,
        string body,
        CancellationToken token
    )
    {
        var expected = await AnswerAsync(product, body, token);
        var actual = await AnswerAsync(ceiling, body, token);
        if (expected.AsSpan().SequenceEqual(actual))
            return expected;
        var (left, right) = (Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(actual));
        var same = left.AsSpan().CommonPrefixLength(right);
        throw new BenchStoppedException(
            $"""
            The answers differ from character {same} on.
            request  {body}
            {product.Name, -8} {Part(left, same)}
            {ceiling.Name, -8} {Part(right, same)}
            """
        );
    }

    private static string Part(string text, int at)
    {
        var start = Math.Max(0, at - Around / 2);
        return $"…{text[start..Math.Min(text.Length, start + Around)]}… ({text.Length} characters)";
    }
}
