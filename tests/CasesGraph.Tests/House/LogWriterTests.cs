using System.Text.RegularExpressions;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.House;

/// <summary>Who writes the log, read off the sources.</summary>
public sealed partial class LogWriterTests
{
    [Fact]
    public void Only_the_log_itself_writes_the_log_and_demo_data_its_own()
    {
        var root = Repository.PathOf("src", "CasesGraph");
        var writers = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => Writing().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(root, file).Split('/'))
            .Where(place => place[0] is not ("Data" or "obj" or "bin"))
            .Select(place => string.Join('/', place));

        Assert.Equal(
            [
                "ChangeLog/ChangeLogWriter.cs",
                "ChangeLog/NewCaseLog.cs",
                "ChangeLog/SetBasedLog.cs",
                "Seeding/SeedWorldWriter.cs",
                "Seeding/SeedWriter.cs",
            ],
            [.. writers.Order(StringComparer.Ordinal)]
        );
    }

    [GeneratedRegex(
        @"new (LogRows|LoggedRow)\b|\bUnionInsert\b|INTO ""(CaseChange|FieldChange|ChangeSet)|\.Into<|(CaseChanges|FieldChanges|ChangeSets)\.Add",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Writing();
}
