using System.Text.RegularExpressions;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Tests.ChangeLog.Records;
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
                "ChangeLog/EntityEdit.cs",
                "ChangeLog/NewCaseLog.cs",
                "ChangeLog/SetBasedLog.cs",
                "Seeding/SeedWorldWriter.cs",
                "Seeding/SeedWriter.cs",
            ],
            [.. writers.Order(StringComparer.Ordinal)]
        );
    }

    /// <summary>What is written past the change tracker has to say so to the log by itself.</summary>
    [Fact]
    public void Records_are_written_past_the_change_tracker_only_where_tags_are_made()
    {
        // Much else is called Role.
        var tables = string.Join(
            '|',
            EntityReplay.Entities.Select(entity =>
                entity.Type == typeof(Role) ? "Set<Role" : $"{entity.Name}|{entity.Plural}"
            )
        );
        var past = new Regex(
            $@"\b({tables})\b[^;]*\.Execute(Update|Delete)Async|(INTO|UPDATE|FROM) ""({tables})""|AddMissingAsync|DeleteByAsync\([^;]*\b({tables})\b",
            RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );
        var root = Repository.PathOf("src", "CasesGraph");
        var writers = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(place => place.Split('/')[0] is not ("Data" or "obj" or "bin"))
            .Where(place => past.IsMatch(File.ReadAllText(Path.Join(root, place))));

        // The use of a key is no change of it (Data/LastUses.cs).
        Assert.Equal("Tags/TagNames.cs", string.Join(' ', writers.Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex(
        @"new (LogRows|LoggedRow)\b|\bUnionInsert\b|INTO ""(CaseChange|FieldChange|EntityFieldChange|ChangeSet)|\.Into<|(CaseChanges|EntityChanges|FieldChanges|ChangeSets)\.Add",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Writing();
}
