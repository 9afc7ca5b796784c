using CasesGraph.Imports.Running;

namespace CasesGraph.Tests.Import;

public sealed class FirstRowsTests
{
    [Fact]
    public void The_first_row_with_a_key_is_found_however_many_there_are_and_wherever_their_hashes_meet()
    {
        var random = new Random(19);
        var rows = new FirstRows();
        var known = new Dictionary<ulong, int>();
        for (var row = 1; row <= 60_000; row++)
        {
            // Few low bits, and few high ones, so that many want one place.
            var hash = (ulong)random.Next(8) << 61 | (ulong)random.Next(4_000) << 20 | (uint)random.Next(3);

            int? expected = known.TryGetValue(hash, out var first) ? first : null;

            Assert.Equal(expected, rows.Take(hash, row));
            known.TryAdd(hash, row);
        }
    }
}
