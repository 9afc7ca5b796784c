using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Import;

/// <summary>What holds of every import, tried with random files; what should come of them is told by other means.</summary>
public sealed class RunRulesTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Tries = 12;
    private static readonly string[] Columns =
    [
        "externalReference",
        "subject",
        "priority",
        "account.name",
        "assignedTo",
    ];
    private static int files;

    private static readonly Gen<string[]> Row =
        from reference in Gen.Frequency((1, Gen.Const("")), (6, Gen.Int[1, 12].Select(number => $"R{number}")))
        from subject in Gen.Frequency(
            (1, Gen.Const("")),
            (8, Gen.OneOf(["Printer, loud", "日本", "say \"so\"", "two\nlines", "007"]))
        )
        from priority in Gen.OneOf(["HIGH", "LOW", "medium", "", "whatever"])
        from account in Gen.OneOf(["", "Acme", "ACME", "Globex"])
        from assignee in Gen.Frequency(
            (3, Gen.Const("")),
            (3, Gen.Const("Random Ranger")),
            (1, Gen.Const("nobody at all"))
        )
        select (string[])[reference, subject, priority, account, assignee];

    /// <summary>A blank line is no row.</summary>
    private static readonly Gen<List<string[]>> Tables = Row.Where(row => row.Any(cell => cell.Length > 0))
        .List[1, 30]
        .Where(rows => rows.Exists(row => row[0].Length > 0) && rows.Exists(row => row[1].Length > 0));

    [Fact]
    public async Task A_dry_run_tells_what_the_run_does_and_what_comes_of_each_row_follows_from_it_alone()
    {
        await RangerAsync();
        await Gen.Select(Tables, Gen.Shuffle(Columns), Gen.OneOf(["", "SKIP", "CREATE", "UPDATE"]), Gen.Bool)
            .SampleAsync(
                async (rows, order, policy, isWhole) =>
                {
                    var prefix = $"{Interlocked.Increment(ref files)}-";
                    var before = await CountAsync();
                    var usual = await InputAsync("a.csv", Csv(rows, Columns, prefix));
                    Choose(usual, policy, isWhole);
                    var expected = Expected(rows, policy);
                    var written = rows.Count - expected.Count;
                    if (isWhole && expected.Any(row => row.Contains(" REJECTED ", StringComparison.Ordinal)))
                        written = 0;

                    usual["dryRun"] = true;
                    var tried = await server.Client.RunImportAsync(usual);
                    Assert.Equal(before, await CountAsync());
                    usual["dryRun"] = false;
                    var done = await server.Client.RunImportAsync(usual);
                    var shuffled = await InputAsync("b.csv", Csv(rows, order, prefix + "s"));
                    Choose(shuffled, policy, isWhole);
                    var moved = await server.Client.RunImportAsync(shuffled);

                    Assert.Equal(expected, RunWorld.Rows(done));
                    Assert.Equal(RunWorld.Rows(tried), RunWorld.Rows(done));
                    Assert.Equal(RunWorld.Counts(tried), RunWorld.Counts(done));
                    Assert.Equal(RunWorld.Rows(done), RunWorld.Rows(moved));
                    Assert.Equal(written, done.GetProperty("created").GetInt32());
                    Assert.Equal(before + (2 * written), await CountAsync());
                },
                iter: Tries,
                threads: 1
            );
    }

    [Fact]
    public async Task One_file_comes_to_the_same_in_three_formats_and_to_nothing_the_second_time()
    {
        await RangerAsync();
        await Tables.SampleAsync(
            async rows =>
            {
                var prefix = $"{Interlocked.Increment(ref files)}-";
                byte[][] contents =
                [
                    Csv(rows, Columns, prefix + "c"),
                    JsonLines(rows, prefix + "j"),
                    Workbook(rows, prefix + "w"),
                ];
                var outcomes = new List<IReadOnlyList<string>>();
                foreach (var (at, content) in contents.Index())
                {
                    var input = await InputAsync("a", content);
                    var job = await server.Client.RunImportAsync(input);
                    // A line of JSON Lines has no header before it.
                    outcomes.Add([.. RunWorld.Rows(job).Select(row => Moved(row, at == 1 ? 1 : 0))]);
                }
                var again = await InputAsync("a", contents[0]);
                (again["mode"], again["matchBy"]) = ("UPDATE", "EXTERNAL_REFERENCE");
                var second = await server.Client.RunImportAsync(again);
                var anew = await InputAsync("a", contents[0]);
                Choose(anew, "SKIP", isWhole: false);
                var third = await server.Client.RunImportAsync(anew);
                Choose(anew, "UPDATE", isWhole: false);
                var fourth = await server.Client.RunImportAsync(anew);

                Assert.Equal(outcomes[0], outcomes[1]);
                Assert.Equal(outcomes[0], outcomes[2]);
                Assert.Equal(0, second.GetProperty("updated").GetInt32());
                Assert.Equal(
                    rows.Index().Count(one => one.Item[0].Length > 0 && !IsRejected(rows, one.Index)),
                    second.GetProperty("unchanged").GetInt32()
                );
                Assert.Equal(Duplicates(rows), third.GetProperty("duplicates").GetInt32());
                Assert.Equal(
                    rows.Count(row => row[0].Length == 0 && !OwnReasons(row).Any()),
                    fourth.GetProperty("created").GetInt32()
                );
            },
            iter: Tries,
            threads: 1
        );
    }

    [Fact]
    public async Task Rows_that_were_rejected_are_brought_in_by_a_better_plan_and_the_others_are_left()
    {
        await using var own = await RunningServer.StartAsync();
        var input = await own.Client.ProposalAsync("a.csv", "subject,priority\nA,HIGH\nB,odd\n,LOW\n"u8.ToArray());
        input.Answer("priority", "odd", to: null);
        var first = await own.Client.RunImportAsync(input);

        input.Answer("priority", "odd", "LOW");
        input["retryRejectedOf"] = first.GetProperty("id").GetString();
        var second = await own.Client.RunImportAsync(input);

        Assert.Equal(["3 REJECTED priority INVALID_VALUE", "4 REJECTED subject REQUIRED"], RunWorld.Rows(first));
        Assert.Equal(["4 REJECTED subject REQUIRED"], RunWorld.Rows(second));
        Assert.Equal("SUCCEEDED 1 0 0 1 0 0", RunWorld.Counts(second));
    }

    /// <summary>By hand: what is wrong with each row, whatever order the columns have.</summary>
    /// <param name="policy">What happens to duplicates by their external reference; empty where none is looked for.</param>
    private static List<string> Expected(List<string[]> rows, string policy)
    {
        var told = new List<string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, row) in rows.Index())
        {
            var reasons = policy is "" or "CREATE" ? Reasons(rows, at).ToList() : OwnReasons(row).ToList();
            var isAgain = row[0].Length > 0 && taken.Contains(row[0]);
            if (reasons.Count > 0)
                told.Add($"{Line(rows, at)} REJECTED {string.Join(' ', reasons.Order(StringComparer.Ordinal))}");
            else if (isAgain)
                told.Add(
                    $"{Line(rows, at)} {(policy is "SKIP" ? "DUPLICATE externalReference DUPLICATE" : "REJECTED externalReference CONFLICT")}"
                );
            else
                taken.Add(row[0]);
        }
        return told;
    }

    /// <summary>By hand: how many rows of a file are there already, or in a row before, when it comes the second time.</summary>
    private static int Duplicates(List<string[]> rows)
    {
        var there = rows.Index()
            .Where(one => !IsRejected(rows, one.Index))
            .Select(one => one.Item[0])
            .ToHashSet(StringComparer.Ordinal);
        var made = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var row in rows.Where(row => row[0].Length > 0))
        {
            // Of a row that is there already no more is asked than what it names.
            if (there.Contains(row[0]))
                count += row[2] is "whatever" || row[4] is "nobody at all" ? 0 : 1;
            else if (!OwnReasons(row).Any())
                count += made.Add(row[0]) ? 0 : 1;
        }
        return count;
    }

    private static void Choose(JsonObject input, string policy, bool isWhole)
    {
        input["errorPolicy"] = isWhole ? "REJECT_EVERYTHING" : "REJECT_FAILED_ROWS";
        if (policy.Length > 0)
            input["duplicateCheck"] = new JsonObject
            {
                ["by"] = new JsonArray(new JsonArray("externalReference")),
                ["policy"] = policy,
            };
    }

    private static bool IsRejected(List<string[]> rows, int at) => Reasons(rows, at).Any();

    private static IEnumerable<string> Reasons(List<string[]> rows, int at) =>
        rows[at][0].Length > 0 && rows.Take(at).Any(other => other[0].Equals(rows[at][0], StringComparison.Ordinal))
            ? OwnReasons(rows[at]).Prepend("externalReference CONFLICT")
            : OwnReasons(rows[at]);

    private static IEnumerable<string> OwnReasons(string[] row)
    {
        if (row[1].Length == 0)
            yield return "subject REQUIRED";
        else if (row[1].Contains('\n', StringComparison.Ordinal))
            yield return "subject INVALID_CHARACTER";
        if (row[2] is "whatever")
            yield return "priority INVALID_VALUE";
        if (row[4] is "nobody at all")
            yield return "assignedTo NOT_FOUND";
    }

    private static int Line(List<string[]> rows, int at) => at + 2;

    private static string Moved(string row, int by)
    {
        var space = row.IndexOf(' ', StringComparison.Ordinal);
        return $"{int.Parse(row[..space], CultureInfo.InvariantCulture) + by}{row[space..]}";
    }

    private async Task<JsonObject> InputAsync(string name, byte[] content)
    {
        var import = await server.Client.AnalyseAsync(
            name,
            content,
            dialect: name is "a" ? null : new JsonObject { ["delimiter"] = "," }
        );
        var columns = import.GetProperty("columns").EnumerateArray().ToList();
        var fields = Columns.Select(field => new JsonObject
        {
            ["field"] = field,
            ["from"] = new JsonObject
            {
                ["column"] = columns.FindIndex(column =>
                    string.Equals(column.GetProperty("header").GetString(), field, StringComparison.Ordinal)
                ),
            },
        });
        var input = new JsonObject
        {
            ["importId"] = import.GetProperty("id").GetString(),
            ["mode"] = "CREATE",
            ["unknownAccounts"] = "CREATE",
            ["fields"] = new JsonArray([.. fields.Where(field => (int)field["from"]!["column"]! >= 0)]),
        };
        input.Field("priority")["values"] = new JsonArray(new JsonObject { ["value"] = "whatever", ["reject"] = true });
        return input;
    }

    private static byte[] Csv(List<string[]> rows, string[] order, string prefix)
    {
        var text = new StringBuilder(string.Join(',', order) + "\n");
        foreach (var row in rows)
            text.Append(string.Join(',', order.Select(column => Quoted(Cell(row, column, prefix))))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Cell(string[] row, string column, string prefix)
    {
        var cell = row[Array.IndexOf(Columns, column)];
        return column is "externalReference" && cell.Length > 0 ? prefix + cell : cell;
    }

    private static byte[] JsonLines(List<string[]> rows, string prefix)
    {
        var lines = rows.Select(row =>
            new JsonObject(
                Columns.Select(column =>
                    KeyValuePair.Create(
                        column,
                        (JsonNode?)(Cell(row, column, prefix) is { Length: > 0 } cell ? cell : null)
                    )
                )
            ).ToJsonString()
        );
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    private static byte[] Workbook(List<string[]> rows, string prefix)
    {
        var writer = new WorkbookWriter().Texts(Columns);
        foreach (var row in rows)
            writer.Texts([
                .. Columns.Select(column => Cell(row, column, prefix) is { Length: > 0 } cell ? cell : null),
            ]);
        return writer.ToArray();
    }

    private async Task<int> CountAsync() =>
        (await server.Client.AskAsync("{ cases { totalCount } }"))
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    private async Task RangerAsync()
    {
        var found = await server.Client.AskAsync("""{ users(where: { userName: { eq: "ranger" } }) { totalCount } }""");
        if (found.GetProperty("users").GetProperty("totalCount").GetInt32() == 0)
            await server.Client.MutateAsync(
                "createUser",
                new { userName = "ranger", fullName = "Random Ranger" },
                selection: "user { id }"
            );
    }
}
