using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Rows that are like records, or like rows before them.</summary>
public sealed class DuplicateImportTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static int files;

    private readonly string mark = $"D{Interlocked.Increment(ref files)}";

    [Fact]
    public async Task A_row_is_like_a_case_of_its_customer_whose_subject_says_the_same_and_of_no_other()
    {
        await RunAsync($"subject,account.name\nRe: The printer of {mark} is loud,{mark} Acme\n", input => { });
        var file =
            "subject,account.name,contacts\n"
            + $"the printer of {mark} is loud,{mark} ACME,\n"
            + $"The printer of {mark} is loud,{mark} Globex,{mark}@x.example\n"
            + $"The printer of {mark} is loud!,,{mark}@x.example\n"
            + $"The printer of {mark} is loud in room 14,{mark} Initech,\n"
            + $"The printer of {mark} is loud in room 84,{mark} Initech,\n";

        var tried = await RunAsync(file, Alike("SKIP", dryRun: true));
        var skipped = await RunAsync(file, Alike("SKIP"));
        var again = await RunAsync(file, Alike("SKIP"));

        Assert.Equal(["2 DUPLICATE subject DUPLICATE", "4 DUPLICATE subject DUPLICATE"], RunWorld.Rows(skipped));
        Assert.Equal("SUCCEEDED 3 0 0 0 2 0", RunWorld.Counts(skipped));
        Assert.Equal(RunWorld.Rows(skipped), RunWorld.Rows(tried));
        Assert.Equal(RunWorld.Counts(skipped), RunWorld.Counts(tried));
        Assert.Equal([(1, null), (0, 3)], Told(skipped));
        Assert.Equal(Told(skipped), Told(tried));
        // Each of the first file is like itself, also the one that was like a row before it.
        Assert.Equal("SUCCEEDED 0 0 0 0 5 0", RunWorld.Counts(again));

        Action<JsonObject> Alike(string policy, bool dryRun = false) =>
            input =>
            {
                input["duplicateCheck"] = new JsonObject { ["similarity"] = 0.75, ["policy"] = policy };
                input["dryRun"] = dryRun;
            };
    }

    [Fact]
    public async Task An_older_case_of_a_contact_is_found_behind_many_that_are_deleted()
    {
        var contact = $"{mark}@x.example";
        await RunAsync($"subject,contacts\nThe {mark} printer is loud,{contact}\n", input => { });
        var newer = Enumerable.Range(0, 300).Select(row => $"Gone {row} of {mark},{contact}\n");
        await RunAsync($"subject,contacts\n{string.Concat(newer)}", input => { });
        await server.Client.MutateAsync(
            "deleteCases",
            new { select = new { matching = new { where = new { subject = new { startsWith = "Gone " } } } } }
        );

        var job = await RunAsync(
            $"subject,contacts\nRe: the {mark} printer is loud,{contact}\n",
            input => input["duplicateCheck"] = new JsonObject { ["similarity"] = 0.75 }
        );

        Assert.Equal("SUCCEEDED 0 0 0 0 1 0", RunWorld.Counts(job));
    }

    [Fact]
    public async Task A_duplicate_is_left_out_or_made_all_the_same_or_changes_the_one_that_is_there()
    {
        const string columns = "subject,account.name,description";
        await RunAsync(
            $"{columns}\n{mark} one,{mark},old\n{mark} two,{mark},old\n{mark} two,{mark},old\n",
            input => { }
        );
        var file =
            $"{columns}\n{mark} one,{mark.ToLowerInvariant()},new\n{mark} one,{mark},newer\n{mark} two,{mark},new\n{mark} three,{mark},new\n{mark} one,,new\n";

        var skipped = await RunAsync(file, By("SKIP", dryRun: true));
        var updatedDry = await RunAsync(file, By("UPDATE", dryRun: true));
        var updated = await RunAsync(file, By("UPDATE"));
        var created = await RunAsync(file, By("CREATE"));

        Assert.Equal("SUCCEEDED 2 0 0 0 3 0", RunWorld.Counts(skipped));
        Assert.Equal([(1, null), (1, null), (2, null)], Told(skipped));
        Assert.Equal(
            ["2 WRITTEN subject DUPLICATE", "3 REJECTED subject CONFLICT", "4 REJECTED subject AMBIGUOUS"],
            RunWorld.Rows(updated)
        );
        Assert.Equal("SUCCEEDED 2 1 0 2 0 0", RunWorld.Counts(updated));
        Assert.Equal(RunWorld.Rows(updated), RunWorld.Rows(updatedDry));
        Assert.Equal(RunWorld.Counts(updated), RunWorld.Counts(updatedDry));
        Assert.Equal("SUCCEEDED 5 0 0 0 0 0", RunWorld.Counts(created));
        Assert.Equal(
            [
                "2 WRITTEN subject DUPLICATE",
                "3 WRITTEN subject DUPLICATE",
                "4 WRITTEN subject DUPLICATE",
                "5 WRITTEN subject DUPLICATE",
            ],
            RunWorld.Rows(created)
        );
        Assert.Equal(
            "WRITTEN DUPLICATE 4",
            string.Join(
                ", ",
                created
                    .GetProperty("rowGroups")
                    .EnumerateArray()
                    .Select(group =>
                        $"{group.GetProperty("outcome")} {group.GetProperty("code")} {group.GetProperty("count")}"
                    )
            )
        );
        Assert.Equal("new new new new new new new newer old old", await DescriptionsAsync());

        Action<JsonObject> By(string policy, bool dryRun = false) =>
            input =>
            {
                input["duplicateCheck"] = Sets(policy, ["subject", "account"]);
                input["dryRun"] = dryRun;
            };
    }

    [Theory]
    [InlineData("ACCOUNTS", "name", "name,industry\n{0} a,old\n", "name,industry\n{0} A,new\n{0} b,new\n{0} B,old\n")]
    [InlineData(
        "CONTACTS",
        "lastName firstName",
        "lastName,firstName,title\nSousa,{0},-\n",
        "lastName,firstName,title\nSousa,{0},new\nSousa,{0} b,new\nSousa,{0} b,-\n"
    )]
    [InlineData(
        "USERS",
        "email",
        "userName,fullName,email\n{0}a,A,{0}@x.example\n",
        "userName,fullName,email\n{0}b,A,{0}@X.example\n{0}c,B,{0}b@x.example\n{0}d,C,{0}B@x.example\n"
    )]
    public async Task Other_records_are_compared_by_sets_of_fields(
        string records,
        string set,
        string there,
        string rows
    )
    {
        await RunAsync(Filled(there), input => { }, records);

        var tried = await RunAsync(Filled(rows), By("SKIP", dryRun: true), records);
        var skipped = await RunAsync(Filled(rows), By("SKIP"), records);
        var again = await RunAsync(Filled(rows), By("SKIP"), records);
        var updated = await RunAsync(Filled(rows), By("UPDATE", dryRun: true), records);

        Assert.Equal("SUCCEEDED 1 0 0 0 2 0", RunWorld.Counts(skipped));
        Assert.Equal([(1, null), (0, 3)], Told(skipped));
        Assert.Equal(Told(skipped), Told(tried));
        Assert.Equal(RunWorld.Counts(skipped), RunWorld.Counts(tried));
        Assert.Equal("SUCCEEDED 0 0 0 0 3 0", RunWorld.Counts(again));
        Assert.Equal(0, updated.GetProperty("created").GetInt32());
        Assert.Equal("4 REJECTED " + set.Split(' ')[0] + " CONFLICT", RunWorld.Rows(updated)[^1]);

        string Filled(string file) => file.Replace("{0}", mark, StringComparison.Ordinal);

        Action<JsonObject> By(string policy, bool dryRun = false) =>
            input =>
            {
                input["duplicateCheck"] = Sets(policy, set.Split(' '));
                input["dryRun"] = dryRun;
            };
    }

    [Fact]
    public async Task A_check_that_says_nothing_or_would_read_everything_is_refused_where_it_is_wrong()
    {
        var input = await server.Client.ProposalAsync(
            "a.csv",
            Encoding.UTF8.GetBytes("subject,account.name,priority\nOne,Acme,HIGH\n")
        );

        Assert.Equal("duplicateCheck REQUIRED", await MistakeAsync(new JsonObject()));
        Assert.Equal("duplicateCheck.by.0 INVALID_VALUE", await MistakeAsync(Sets("SKIP", ["account", "priority"])));
        Assert.Equal("duplicateCheck.by.0.1 REQUIRED", await MistakeAsync(Sets("SKIP", ["subject", "team"])));
        Assert.Equal("duplicateCheck.by.0 INVALID_VALUE", await MistakeAsync(Sets("SKIP", [])));
        Assert.Equal(
            "duplicateCheck.similarity INVALID_VALUE",
            await MistakeAsync(new JsonObject { ["similarity"] = 0.6 })
        );
        (input["mode"], input["matchBy"]) = ("UPDATE", "SUBJECT_AND_ACCOUNT");
        Assert.Equal("duplicateCheck CONFLICT", await MistakeAsync(Sets("SKIP", ["subject"])));

        async Task<string> MistakeAsync(JsonObject check)
        {
            input["duplicateCheck"] = check;
            var payload = await server.Client.StartImportAsync(input);
            var issue = payload.Data.GetProperty("errors")[0].GetProperty("issues")[0];
            return $"{string.Join('.', issue.GetProperty("field").EnumerateArray().Skip(1))} {issue.GetProperty("code")}";
        }
    }

    private static JsonObject Sets(string policy, string[] set) =>
        new() { ["by"] = new JsonArray(new JsonArray([.. set.Select(name => (JsonNode)name)])), ["policy"] = policy };

    /// <summary>Of each duplicate how many records it is like, and which row.</summary>
    private static IReadOnlyList<(int Records, int? OtherRow)> Told(JsonElement job) =>
        [
            .. job.GetProperty("rows")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(row => row.GetProperty("reasons")[0])
                .Select(reason =>
                    (
                        reason.GetProperty("candidateIds") is { ValueKind: JsonValueKind.Array } several
                            ? several.GetArrayLength()
                        : reason.GetProperty("existingId").ValueKind is JsonValueKind.Null ? 0
                        : 1,
                        reason.GetProperty("otherRow") is { ValueKind: JsonValueKind.Number } other
                            ? other.GetInt32()
                            : (int?)null
                    )
                ),
        ];

    private async Task<string> DescriptionsAsync()
    {
        var cases = await server.Client.AskAsync(
            $$"""{ cases(where: { subject: { startsWith: "{{mark}} " } }) { nodes { description } } }"""
        );
        return string.Join(
            ' ',
            cases
                .GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("description").GetString())
                .Order(StringComparer.Ordinal)
        );
    }

    private Task<JsonElement> RunAsync(string file, Action<JsonObject> change, string records = "CASES") =>
        server.Client.RunImportAsync(
            "a.csv",
            Encoding.UTF8.GetBytes(file),
            input =>
            {
                (input["unknownAccounts"], input["unknownContacts"]) = ("CREATE", "CREATE");
                change(input);
            },
            records
        );
}
