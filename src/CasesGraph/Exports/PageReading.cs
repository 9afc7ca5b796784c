using System.Buffers;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Graph;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Exports;

/// <summary>Reads what queries ask for, all in one snapshot and as one caller.</summary>
internal sealed class PageReading(ListPages pages, ReadSession session, Caller caller, DateTime now)
{
    /// <summary>Reads a page.</summary>
    /// <param name="sizes">Of the pages of the query's lists, in the order of their numbers.</param>
    /// <param name="answer">Gets the list as an answer has it.</param>
    public async Task ReadAsync(
        GraphRequest request,
        IReadOnlyList<int> sizes,
        IBufferWriter<byte> answer,
        CancellationToken token
    )
    {
        var page = await pages.PrepareAsync(request, caller, now, token);
        await using var json = new Utf8JsonWriter(answer, JsonText.Options);
        await page.WriteAsync(session, sizes, json, token);
    }
}
