using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Model;

namespace CasesGraph.Exports.Parts;

/// <summary>
/// Reads a part of the rows of a page: of as many rows together as have about a megabyte of it, as their count has told
/// before. What one row has beyond that is read on from where it was left.
/// </summary>
internal sealed class PartReader(EntityModel entity, ExportedPart part, PageReading reading, ZonedTimes times)
    : IDisposable
{
    /// <summary>What a comparison takes.</summary>
    private const int MostRows = 1_000;

    private readonly string query = Query(entity, part);
    private readonly PartItems items = new(part, times);
    private readonly PageSizes size = new();
    private readonly ArrayBufferWriter<byte> answer = new();
    private int read;

    /// <summary>Forgets the rows of the page before.</summary>
    public void Begin() => read = 0;

    /// <summary>What a row has, object by object; rows are asked for in their order.</summary>
    /// <param name="rows">Those of the page, each with its key and how many it has.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IReadOnlyList<(long Key, long Count)> rows,
        int row,
        [EnumeratorCancellation] CancellationToken token
    )
    {
        if (rows[row].Count == 0)
            yield break;
        if (row >= read)
        {
            var group = Group(rows, row);
            read = row + group.Rows;
            await ReadAsync(group.Keys, after: null, token);
        }
        while (true)
        {
            foreach (var item in items.Of(rows[row].Key))
                yield return item;
            if (items.Next is not { } next)
                break;
            // Only a row that was read alone has more.
            await ReadAsync([rows[row].Key], next, token);
        }
    }

    public void Dispose() => items.Dispose();

    /// <summary>Rows from one on that have together what is read at once, and at least that one.</summary>
    private (int Rows, IReadOnlyList<long> Keys) Group(IReadOnlyList<(long Key, long Count)> rows, int first)
    {
        var keys = new List<long> { rows[first].Key };
        var (next, count) = (first + 1, rows[first].Count);
        for (; next < rows.Count && keys.Count < MostRows && count + rows[next].Count <= size.Next; next++)
        {
            if (rows[next].Count == 0)
                continue;
            keys.Add(rows[next].Key);
            count += rows[next].Count;
        }
        return (next - first, keys);
    }

    private async Task ReadAsync(IReadOnlyList<long> keys, string? after, CancellationToken token)
    {
        var request = new GraphRequest { Query = query, Variables = Variables(keys, after) };
        answer.ResetWrittenCount();
        await reading.ReadAsync(request, [keys.Count, size.Next], answer, token);
        items.Take(answer.WrittenSpan);
        size.Note(items.Count, answer.WrittenCount);
    }

    private static string Query(EntityModel entity, ExportedPart part) =>
        $"query($where: {entity.FilterName} $includeDeleted: Boolean! $after: String) {{ {Naming.Camel(entity.Plural)}(where: $where, includeDeleted: $includeDeleted) {{ nodes {{ {Naming.Camel(EntityModel.NumberKey)} {part.Name}(after: $after) {{ pageInfo {{ hasNextPage endCursor }} {part.Items} }} }} }} }}";

    /// <summary>Rows of the page are seen already, deleted ones too.</summary>
    private static JsonElement Variables(IReadOnlyList<long> keys, string? after) =>
        JsonSerializer.SerializeToElement(
            new
            {
                where = new { number = new { @in = keys } },
                includeDeleted = true,
                after,
            }
        );
}
