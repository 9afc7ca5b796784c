namespace CasesGraph.Imports.Running;

/// <summary>
/// Which row had a key first, by hashes of 64 bits: twelve bytes a place. It grows part by part, so that a file of millions
/// of rows never needs room for all of it twice.
/// </summary>
internal sealed class FirstRows
{
    private const int PartBits = 6;
    private readonly Part[] parts = [.. Enumerable.Range(0, 1 << PartBits).Select(_ => new Part())];

    /// <summary>Notes that a row has a key; returns the row that had it before, or null.</summary>
    /// <param name="row">From 1.</param>
    public int? Take(ulong hash, int row) => parts[(hash >> 57) & ((1 << PartBits) - 1)].Take(hash, row);

    private sealed class Part
    {
        private ulong[] hashes = new ulong[16];

        /// <summary>0 where there is none.</summary>
        private int[] rows = new int[16];
        private int count;

        public int? Take(ulong hash, int row)
        {
            if (4 * (count + 1) > 3 * rows.Length)
                Grow();
            var at = Place(hash);
            if (rows[at] != 0)
                return rows[at];
            (hashes[at], rows[at]) = (hash, row);
            count++;
            return null;
        }

        /// <summary>Where the hash is, or would be.</summary>
        private int Place(ulong hash)
        {
            var at = (int)(hash >> 8) & (rows.Length - 1);
            while (rows[at] != 0 && hashes[at] != hash)
                at = (at + 1) & (rows.Length - 1);
            return at;
        }

        private void Grow()
        {
            var (oldHashes, oldRows) = (hashes, rows);
            (hashes, rows) = (new ulong[2 * oldHashes.Length], new int[2 * oldRows.Length]);
            for (var old = 0; old < oldRows.Length; old++)
            {
                if (oldRows[old] == 0)
                    continue;
                var at = Place(oldHashes[old]);
                (hashes[at], rows[at]) = (oldHashes[old], oldRows[old]);
            }
        }
    }
}
