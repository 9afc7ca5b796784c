using CasesGraph.Attachments;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Redaction;

namespace CasesGraph.Tests.Start;

/// <summary>The command clean, beside a server and after one that was killed.</summary>
public sealed class CleanTests
{
    [Fact]
    public async Task It_removes_what_a_killed_server_had_no_time_for_and_nothing_else()
    {
        await using var database = await TestDatabase.CreateAsync();
        var folder = Path.Join(database.Folder, "files");
        await using (
            var server = await ServerProcess.StartAsync(database, ("Uploads__Folder", folder), ("Demo__Cases", "0"))
        )
        {
            var number = await server.Client.CreateCaseAsync("Any", description: "Cleantrace");
            await server.Client.AttachAsync($"{number}", ("kept", "kepttrace"u8.ToArray()));
            await server.Client.WriteAsync(
                "redactCaseField",
                $"caseId: {number}, field: DESCRIPTION, whole: true, reason: \"r\""
            );
            await server.KillAsync();
        }
        // As if it had been killed between the removal and the content's end.
        var removed = Path.Join(folder, "ab", $"ab{new string('0', 30)}");
        Directory.CreateDirectory(Path.GetDirectoryName(removed)!);
        await File.WriteAllTextAsync(removed, "removedtrace");
        var young = Path.Join(folder, "cd", $"cd{new string('0', 30)}");
        Directory.CreateDirectory(Path.GetDirectoryName(young)!);
        await File.WriteAllTextAsync(young, "of a request that goes on");
        await using (var db = database.CreateDb())
        {
            db.Add(new RemovedContent { StorageKey = Path.GetFileName(removed) });
            await db.SaveChangesAsync();
        }

        var (exit, _, error) = await ServerProcess.RunAsync(
            database.Folder,
            ["clean"],
            [.. database.Variables, ("Uploads__Folder", folder)]
        );

        Assert.Equal((0, ""), (exit, error));
        Assert.False(File.Exists(removed));
        Assert.True(File.Exists(young));
        Assert.Contains(
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories),
            file => string.Equals(File.ReadAllText(file), "kepttrace", StringComparison.Ordinal)
        );
        Assert.Equal([], await Traces.FilesAsync(database, "cleantrace", "removedtrace"));
    }

    [SqliteFact]
    public async Task Beside_a_server_it_leaves_no_word_in_the_index_and_nothing_in_the_log()
    {
        await using var server = await RunningServer.StartAsync();
        var number = await server.Client.CreateCaseAsync("Indextrace");
        await server.Client.WriteAsync(
            "redactCaseField",
            $"caseId: {number}, field: SUBJECT, whole: true, reason: \"r\""
        );

        var (exit, _, error) = await ServerProcess.RunAsync(
            server.Database.Folder,
            ["clean"],
            server.Database.Variables
        );

        Assert.Equal((0, ""), (exit, error));
        var wal = Directory.GetFiles(server.Database.Folder, "*-wal", SearchOption.AllDirectories);
        Assert.All(wal, file => Assert.Equal(0, new FileInfo(file).Length));
        Assert.DoesNotContain(
            "indextrace",
            Traces.Text(Directory.GetFiles(server.Database.Folder, "cases.db", SearchOption.AllDirectories)[0]),
            StringComparison.OrdinalIgnoreCase
        );
        await server.Client.CreateCaseAsync("Goes on");
    }
}
