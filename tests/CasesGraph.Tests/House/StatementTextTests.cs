using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.House;

/// <summary>SQL stands in Data alone: features say what they want by LINQ, or by what Data builds statements of.</summary>
public sealed partial class StatementTextTests
{
    [Fact]
    public void Statement_text_stands_in_Data_alone() => Assert.Empty(Found());

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("INSERT INTO t")]
    [InlineData("UPDATE \"T\" SET")]
    [InlineData("DELETE FROM t")]
    [InlineData("\\\"DeletedAt\\\" IS NULL")]
    [InlineData("c.\"Status\" >= 4")]
    [InlineData("CASE WHEN a THEN b END")]
    public void Statement_text_is_known(string text) => Assert.Matches(Sql(), text);

    private static List<string> Found()
    {
        var root = Repository.PathOf("src", "CasesGraph");
        return
        [
            .. Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file))
                .Where(place => place.Split('/')[0] is not ("Data" or "obj" or "bin"))
                .Where(place =>
                    File.ReadLines(Path.Join(root, place)).Any(line => !Comment().IsMatch(line) && Sql().IsMatch(line))
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Words in capital letters as statements have them, and names of columns in quotes that are compared.</summary>
    [GeneratedRegex(
        """\b(SELECT|INSERT INTO|DELETE FROM|LEFT JOIN|CROSS JOIN|WHERE|EXISTS|CASE|ON CONFLICT|IS (NOT )?NULL|IS DISTINCT FROM|UNION|VALUES|NULLIF|COALESCE|PRAGMA|CAST)\b|\bUPDATE \\?"|\\?"[A-Z]\w+\\?" (=|<|>|IS\b|IN\b|AS\b)|\b[a-z]+\.\\?"[A-Z]""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Sql();

    [GeneratedRegex(@"^\s*(?://|\*)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Comment();
}
