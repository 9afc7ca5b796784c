using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.MassUpdate;

namespace CasesGraph.Tests.Import;

/// <summary>What a chunk asks it asks for all of its rows: how many statements there are does not grow with these.</summary>
public sealed class ImportStatementsTests
{
    private const int Few = 40;
    private const int Many = 400;

    [Fact]
    public async Task Rows_that_are_created_changed_and_rejected_ask_nothing_of_their_own()
    {
        await using var server = new RunningServer
        {
            Services = CallersByUser.Use,
            Settings = { ["Limits:Bucket"] = "1000000" },
        };
        await server.InitializeAsync();
        // Of somebody who sees some cases only more has to be asked.
        using var importer = server.As(
            await ImportRightsTests.UserAsync(
                server,
                "importer",
                "CASE_IMPORT",
                "CASE_CREATE, level: OWN",
                "CASE_VIEW, level: OWN",
                "CASE_EDIT, level: OWN",
                "DIRECTORY_VIEW",
                "DIRECTORY_EDIT"
            )
        );

        var few = await CountAsync(server, importer, "F", Few);
        var many = await CountAsync(server, importer, "M", Many);

        Assert.NotEmpty(few);
        var before = few.CountBy(text => text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var grown = many.CountBy(text => text, StringComparer.Ordinal)
            .Where(one => one.Value > before.GetValueOrDefault(one.Key) + (Many / 4))
            .Select(one => $"{one.Value}: {one.Key}");
        Assert.Empty(grown);
    }

    /// <summary>Those of the job.</summary>
    private static async Task<IReadOnlyList<string>> CountAsync(
        RunningServer server,
        HttpClient importer,
        string letter,
        int rows
    )
    {
        var made = await importer.RunImportAsync(
            "a.csv",
            $"externalReference,subject\n{string.Concat(Enumerable.Range(0, rows).Select(row => $"{letter}{row},Old\n"))}"
        );
        Assert.Equal($"SUCCEEDED {rows} 0 0 0 0 0", RunWorld.Counts(made));
        var input = await importer.ProposalAsync(
            "b.csv",
            Encoding.UTF8.GetBytes(
                "externalReference,subject,status,version,account.name,account.externalReference,contacts\n"
                    + string.Concat(Enumerable.Range(0, 2 * rows).Select(row => Line(letter, row)))
            )
        );
        (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
        (input["unknownAccounts"], input["unknownContacts"]) = ("CREATE", "CREATE");
        input["fields"] = new JsonArray([
            .. "externalReference,subject,status,version,account.name,account.externalReference,contacts"
                .Split(',')
                .Select(
                    (field, at) =>
                        new JsonObject
                        {
                            ["field"] = field,
                            ["from"] = new JsonObject { ["column"] = at },
                        }
                ),
        ]);
        using var heard = new HeardReads(server.Database);
        using var written = new CaseStatements(
            server.Database,
            text =>
                text.Contains("INTO \"Account\"", StringComparison.Ordinal)
                || text.Contains("INTO \"Contact\"", StringComparison.Ordinal)
        );
        var job = await importer.RunImportAsync(input);
        Assert.Equal($"SUCCEEDED {rows} {rows - (rows / 4)} 0 {rows / 4} 0 0", RunWorld.Counts(job));
        // Accounts and contacts that rows need are written many by one statement, which EF Core has no part in.
        Assert.InRange(written.Texts.Count, 0, rows / 2);
        return heard.Texts;
    }

    /// <summary>Every eighth is of a case that has another version, every other of one that is not there.</summary>
    private static string Line(string letter, int row)
    {
        var (reference, version) =
            row % 2 == 0 ? ($"{letter}{row / 2}", row % 8 == 0 ? "9" : "1") : ($"{letter}N{row}", "");
        return $"{reference},New,NEW,{version},Account {letter}{row},A-{letter}{row},\"{{\"\"lastName\"\":\"\"C\"\",\"\"externalReference\"\":\"\"C-{letter}{row}\"\"}}\"\n";
    }
}
