namespace CasesGraph.Model;

/// <summary>What somebody may have meant who wrote a name that there is not.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the names there are, whatever the case; null when none is near.</summary>
    /// <param name="typos">How many letters may be too many, missing or wrong.</param>
    public static string? Nearest(string written, IEnumerable<string> known, int typos = 2) =>
        known
            .Where(name => written.Length > 0 && Math.Abs(name.Length - written.Length) <= typos)
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(one => one.Distance <= Math.Min(typos, one.Name.Length / 2))
            .OrderBy(one => one.Distance)
            // Few people get the first letter wrong.
            .ThenByDescending(one => one.Name.StartsWith(written[..1], StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Name)
            .FirstOrDefault();

    private static int Distance(string one, string other)
    {
        var (above, current) = (Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(above[j], current[j - 1]) + 1, above[j - 1] + exchanged);
            }
            (above, current) = (current, above);
        }
        return above[other.Length];
    }
}
