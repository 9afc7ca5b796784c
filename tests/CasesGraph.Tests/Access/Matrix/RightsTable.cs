using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>The tables in docs/access.md that are written by tests: between a comment with their name and the next one.</summary>
internal static class RightsTable
{
    public const string Mutations = "mutations";
    public const string Roots = "roots";

    private static readonly string Paper = Repository.PathOf("docs", "access.md");

    /// <summary>The cells of its rows.</summary>
    public static IEnumerable<string[]> Rows(string table)
    {
        var text = File.ReadAllText(Paper);
        return text[Place(text, table)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray());
    }

    /// <summary>Holds it against what it should be.</summary>
    public static void AssertIs(string table, IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        var made =
            string.Join('\n', rows.Prepend([.. heads.Select(_ => "---")]).Prepend([.. heads]).Select(Line)) + '\n';
        var text = File.ReadAllText(Paper);
        var place = Place(text, table);
        if (string.Equals(text[place], made, StringComparison.Ordinal))
            return;
        var renewed = Path.Join(Path.GetTempPath(), $"access-{table}.md");
        File.WriteAllText(renewed, text[..place.Start] + made + text[place.End..]);
        Assert.Fail($"docs/access.md is out of date: cp {renewed} docs/access.md, and look at the difference.");
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static Range Place(string text, string table)
    {
        var head = $"<!-- {table}, written by RightsTableTests -->\n";
        var start = text.IndexOf(head, StringComparison.Ordinal) + head.Length;
        return start..text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
    }
}
