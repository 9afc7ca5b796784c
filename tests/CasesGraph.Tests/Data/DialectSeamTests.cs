using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Data;

/// <summary>Which databases there are is the business of one folder.</summary>
public sealed partial class DialectSeamTests
{
    [Fact]
    public void No_database_is_named_outside_its_folder()
    {
        var named = Directory
            .EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("src/CasesGraph/Data/", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file =>
                File.ReadLines(Repository.PathOf(file))
                    .Select((line, at) => (Line: line, Place: $"{file}:{at + 1}"))
                    .Where(one => Provider().IsMatch(one.Line))
                    .Select(one => one.Place)
            );

        Assert.Empty(named);
    }

    /// <summary>A scan that finds nothing anywhere would prove nothing.</summary>
    [Theory]
    [InlineData("new SqliteConnection()", true)]
    [InlineData("// As SQLite does.", true)]
    [InlineData("using Npgsql;", true)]
    [InlineData("PostgreSQL", true)]
    [InlineData("postgres://", true)]
    [InlineData("A database", false)]
    public void A_name_is_recognised_in_any_case(string line, bool named) =>
        Assert.Equal(named, Provider().IsMatch(line));

    [GeneratedRegex(
        @"\b(sqlite|postgre|npgsql)\w*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Provider();
}
