using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Export;

/// <summary>A file that was exported says nothing new: brought in again it leaves all as it is.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Formats = ["CSV", "JSON_LINES", "XLSX"];
    private static readonly string[] Others = ["Accounts", "Contacts", "Bugs", "Users"];
    private static readonly object Everything = new { matching = new { } };

    /// <summary>Texts that files and spreadsheets are known to change, and some at random.</summary>
    private static readonly Gen<string> Text = Gen.Frequency(
        (
            3,
            Gen.OneOf([
                "=1+1",
                "'=x",
                "''=x",
                "'",
                "'a",
                "＝full-width",
                "'＠x",
                "+351 21",
                "-5",
                "-",
                "@me",
                "\"quoted\"",
                "a, b; c|d\te",
                "007",
                "1e5",
                "1,5",
                "NULL",
                "N/A",
                "#N/A",
                "true",
                "03/04/2026",
                "# comment",
                "🙂 👩‍👩‍👧",
                "עברית ‏ العربية",
                "\u00a0NBSP\u00a0",
                " blanks ",
                "\u200bwidth\ufeff",
                "_x000D_",
                "_x005F_x000D_",
                "é e\u0301",
                "&amp; <b>",
                "[1]",
                "{\"a\": 1}",
                "Total",
            ])
        ),
        (1, Gen.Char[" \"',;=+-@\u00a0\tı9é_x-|#\\{["].Array[1, 12].Select(letters => new string(letters)))
    );

    /// <summary>Those with lines, and of no characters.</summary>
    private static readonly Gen<string?> LongText = Gen.Frequency(
        (1, Gen.Const((string?)null)),
        (1, Gen.Const((string?)"")),
        (
            1,
            Gen.OneOf(["two\nlines", "two\r\nlines", "\n=1+1\n", "a\rb", "\r", "\t=x", "\n\n"])
                .Select(text => (string?)text)
        ),
        (4, Text.Select(text => (string?)text))
    );

    private static readonly Gen<object> Case =
        from subject in Text
        from texts in LongText.Array[3]
        from status in Gen.OneOf(["NEW", "PENDING_INPUT", "CLOSED", "REJECTED", "DUPLICATE"])
        from priority in Gen.OneOf(["HIGH", "LOW", "MEDIUM"])
        from type in Gen.OneOf([null, "PRODUCT", "USER"])
        select (object)
            new
            {
                subject = Line(subject),
                description = texts[0],
                resolution = texts[1],
                workLog = texts[2],
                status,
                priority,
                type,
            };

    private static int files;

    [Fact]
    public async Task Cases_come_back_as_they_are()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        await Case.Array[40]
            .SampleAsync(
                async cases =>
                {
                    var prefix = $"{Interlocked.Increment(ref files)}";
                    (await client.MutateAsync("createCases", new { cases }, selection: "created")).Object("created");
                    await LinkAsync(client, prefix);
                    foreach (var format in Formats)
                        await UnchangedAsync(server, "Cases", format);
                },
                iter: 4,
                threads: 1
            );
    }

    [Fact]
    public async Task Other_records_come_back_as_they_are()
    {
        await using var server = await RunningServer.StartAsync();
        await Gen.Select(Text, LongText, Text, Text)
            .Array[12]
            .SampleAsync(
                async rows =>
                {
                    foreach (var (name, text, more, other) in rows)
                        await MakeAsync(server.Client, name, text, more, other);
                    foreach (var records in Others)
                    {
                        foreach (var format in Formats)
                            await UnchangedAsync(server, records, format);
                    }
                },
                iter: 2,
                threads: 1
            );
    }

    [Fact]
    public async Task A_cell_that_was_changed_in_a_spreadsheet_changes_its_case_alone_and_none_that_has_moved_on()
    {
        await using var server = await RunningServer.StartAsync();
        await Case.Array[12]
            .SampleAsync(
                async cases =>
                {
                    (await server.Client.MutateAsync("createCases", new { cases }, selection: "created")).Object(
                        "created"
                    );
                    var before = await StateAsync(server, "Cases");
                    var order = new[] { new { number = "DESC" } };
                    var rows = ExportWorld.Csv(await server.Client.ExportAsync(new { select = Everything, order }));
                    var numbers = rows.ConvertAll(row => row[Array.IndexOf(rows[0], "number")]);
                    rows[4][Array.IndexOf(rows[0], "priority")] = Other(rows[4], rows[0]);
                    rows[7][Array.IndexOf(rows[0], "description")] = "changed in both";
                    foreach (var id in new[] { numbers[7], numbers[9] })
                        (
                            await server.Client.MutateAsync(
                                "updateCase",
                                new { id, workLog = $"meanwhile {before.Count}" },
                                selection: "case { id }"
                            )
                        ).Object("case");

                    var job = await server.Client.RunImportAsync("edited.csv", Saved(rows));

                    Assert.Equal(["8 REJECTED CONFLICT", "10 REJECTED CONFLICT"], RunWorld.Rows(job));
                    Assert.Equal(
                        string.Create(CultureInfo.InvariantCulture, $"SUCCEEDED 0 1 {before.Count - 3} 2 0 0"),
                        RunWorld.Counts(job)
                    );
                    var after = await StateAsync(server, "Cases");
                    Assert.Equal(before.Changes + 3, after.Changes);
                    var last = JsonElement.Parse(after.Last).EnumerateArray().Last();
                    Assert.Equal(
                        $"{numbers[4]} Priority",
                        $"{last.GetProperty("caseNumber")} {last.GetProperty("fields")[0].GetProperty("label")}"
                    );
                    Assert.Equal(1, last.GetProperty("fields").GetArrayLength());
                },
                iter: 4,
                threads: 1
            );
    }

    private static string Other(string?[] row, string?[] header) =>
        row[Array.IndexOf(header, "priority")] is "HIGH" ? "LOW" : "HIGH";

    /// <summary>As spreadsheets save it: quotes only where they are needed, and nothing for a text of no characters.</summary>
    private static byte[] Saved(List<string?[]> rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(';', row.Select(Cell)) + "\r\n")));

    private static string Cell(string? text) =>
        text is null ? ""
        : text.AsSpan().ContainsAny("\";\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;

    private static async Task MakeAsync(HttpClient client, string name, string? text, string more, string other)
    {
        var key = $"{Interlocked.Increment(ref files)} {other}";
        var account = await NewAsync(
            client,
            "Account",
            new
            {
                name = Line(name),
                industry = more,
                phone = other,
                externalReference = key,
            }
        );
        await NewAsync(client, "Account", new { name = Line(name), parentId = account });
        await NewAsync(
            client,
            "Contact",
            new
            {
                lastName = Line(name),
                firstName = more,
                title = other,
                accountId = account,
                externalReference = key,
            }
        );
        await NewAsync(
            client,
            "User",
            new
            {
                userName = key.Trim(),
                fullName = Line(name),
                active = more.Length > 4,
                externalReference = key,
            }
        );
        await NewAsync(
            client,
            "Bug",
            new
            {
                subject = Line(name),
                description = text,
                foundIn = more,
                fixedIn = other,
                externalReference = key,
            }
        );
    }

    private static async Task UnchangedAsync(RunningServer server, string records, string format)
    {
        var before = await StateAsync(server, records);
        var file = await server.Client.ExportAsync(new { select = Everything, format }, records);

        var job = await server.Client.RunImportAsync("own", file, records: records.ToUpperInvariant());

        Assert.True(RunWorld.Rows(job).Count == 0, $"{format} {records} {job.GetRawText()}");
        var after = await StateAsync(server, records);
        Assert.True(before == after, $"{format} {records} {after.Last}");
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"SUCCEEDED 0 0 {before.Count} 0 0 0"),
            RunWorld.Counts(job)
        );
    }

    /// <summary>How many records there are, how many changes of any, and the last ones.</summary>
    private static async Task<(int Count, int Changes, string Last)> StateAsync(RunningServer server, string records)
    {
        await server.SettledAsync();
        var list = records.ToLowerInvariant();
        var data = await server.Client.AskAsync(
            $$"""
            {
              {{list}} { totalCount }
              recordChanges(last: 9) {
                totalCount
                nodes {
                  ... on CaseChange { caseNumber fields { label beforeText afterText } }
                  ... on EntityChange { recordId fields { label beforeText afterText } }
                }
              }
            }
            """
        );
        var changes = data.GetProperty("recordChanges");
        return (Count(data.GetProperty(list)), Count(changes), changes.GetProperty("nodes").GetRawText());

        static int Count(JsonElement list) => list.GetProperty("totalCount").GetInt32();
    }

    /// <summary>Gives the first cases what they can refer to, and takes some of that out of use.</summary>
    private static async Task LinkAsync(HttpClient client, string prefix)
    {
        var numbers = (await client.AskAsync("{ cases(first: 9, order: [{ number: DESC }]) { nodes { id } } }"))
            .GetProperty("cases")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("id").GetString()!)
            .ToList();
        var account = await NewAsync(client, "Account", new { name = "=Conta, \"A\"" });
        var gone = await NewAsync(client, "Account", new { name = "=Conta, \"A\"" });
        var contact = await NewAsync(client, "Contact", new { lastName = "Ana (x)" });
        var user = await NewAsync(client, "User", new { userName = $"ana{prefix}", fullName = "Prado, Ana" });
        var leaving = await NewAsync(client, "User", new { userName = $"eva{prefix}", fullName = "Prado, Ana" });
        var detail = await NewAsync(
            client,
            "StatusDetail",
            new
            {
                key = $"late{prefix}",
                label = "Late",
                status = "ASSIGNED",
            }
        );
        // What goes out of use stays where it is.
        (string Mutation, string Input, string Selection)[] steps =
        [
            Update(0, $$"""accountId: "{{account}}", openedById: "{{contact}}" """),
            Update(1, $$"""accountId: "{{gone}}" """),
            Update(2, $$"""status: ASSIGNED, assignedToId: "{{user}}" """),
            Update(3, $$"""status: ASSIGNED, assignedToId: "{{leaving}}" """),
            Update(4, $$"""status: ASSIGNED, assignedToId: "{{user}}", statusDetail: "late{{prefix}}" """),
            Update(5, $$"""externalReference: "007 {{prefix}}" """),
            ("deleteAccounts", $$"""{select: {ids: ["{{gone}}"]} }""", "deleted"),
            ("deleteContacts", $$"""{select: {ids: ["{{contact}}"]} }""", "deleted"),
            ("updateUser", $$"""{id: "{{leaving}}", active: false}""", "user { id }"),
            ("updateStatusDetail", $$"""{id: "{{detail}}", active: false}""", "statusDetail { id }"),
            ("mergeCases", $$"""{primaryId: "{{numbers[6]}}", duplicateIds: ["{{numbers[7]}}"]}""", "case { id }"),
        ];
        foreach (var (mutation, input, selection) in steps)
            Assert.Empty((await client.MutateAsync(mutation, null, input, selection)).Errors);

        (string Mutation, string Input, string Selection) Update(int at, string fields) =>
            ("updateCase", $$"""{id: "{{numbers[at]}}", {{fields}} }""", "case { id }");
    }

    private static async Task<string> NewAsync(HttpClient client, string kind, object input)
    {
        var one = char.ToLowerInvariant(kind[0]) + kind[1..];
        var payload = await client.MutateAsync($"create{kind}", input, selection: $"{one} {{ id }}");
        return payload.Object(one).GetProperty("id").GetString()!;
    }

    /// <summary>As a name has to be: not blank.</summary>
    private static string Line(string text) => $"{text}.";
}
