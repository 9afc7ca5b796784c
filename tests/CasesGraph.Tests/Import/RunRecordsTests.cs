using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files of records that are no cases.</summary>
public sealed class RunRecordsTests
{
    [Theory]
    [InlineData(
        "ACCOUNTS",
        "name",
        "NAME",
        "name,industry\nAcme,Steel\nGlobex,Power\n",
        "name,industry\nACME,Iron\nGlobex,Power\nInitech,\n"
    )]
    [InlineData(
        "CONTACTS",
        "email",
        "EMAIL",
        "lastName,email,title\nSousa,ana@x.example,Head\nReis,rui@x.example,\n",
        "lastName,email,title\nSousa,ANA@x.example,Chief\nReis,rui@x.example,\nDias,eva@x.example,\n"
    )]
    [InlineData(
        "BUGS",
        "externalReference",
        "EXTERNAL_REFERENCE",
        "externalReference,subject,foundIn\nB-1,Crash,1.0\nB-2,Hang,1.1\n",
        "externalReference,subject,foundIn\nB-1,Crash,2.0\nB-2,Hang,1.1\nB-3,New,\n"
    )]
    [InlineData(
        "USERS",
        "userName",
        "USER_NAME",
        "userName,fullName,email\nana,Ana,\nrui,Rui,r@x.example\n",
        "userName,fullName,email\nANA,Ana Sousa,\nrui,Rui,r@x.example\neva,Eva,\n"
    )]
    public async Task Records_are_made_and_then_changed_by_their_key(
        string records,
        string key,
        string matchBy,
        string first,
        string second
    )
    {
        await using var server = await RunningServer.StartAsync();

        var made = await server.Client.RunImportAsync("a.csv", Bytes(first), records: records);
        var changed = await server.Client.RunImportAsync("b.csv", Bytes(second), Upsert, records);
        var again = await server.Client.RunImportAsync("b.csv", Bytes(second), Upsert, records);
        var onlyMade = await server.Client.RunImportAsync(
            "c.csv",
            Bytes(second),
            input => (input["mode"], input["matchBy"]) = ("UPDATE", matchBy),
            records
        );

        Assert.Equal("SUCCEEDED 2 0 0 0 0 0", RunWorld.Counts(made));
        Assert.Equal("SUCCEEDED 1 1 1 0 0 0", RunWorld.Counts(changed));
        Assert.StartsWith("SUCCEEDED 0 ", RunWorld.Counts(again), StringComparison.Ordinal);
        Assert.EndsWith(" 3 0 0 0", RunWorld.Counts(again), StringComparison.Ordinal);
        Assert.Equal(RunWorld.Counts(again), RunWorld.Counts(onlyMade));
        Assert.True(made.GetProperty("changeSet").TryGetProperty("id", out _), key);

        void Upsert(JsonObject input) => (input["mode"], input["matchBy"]) = ("UPSERT", matchBy);
    }

    [Fact]
    public async Task A_row_that_names_several_is_told_whom_it_may_mean_and_one_that_names_none_is_rejected()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var name in new[] { "Acme", "ACME", "Globex" })
            await server.Client.MutateAsync("createAccount", new { name }, selection: "account { id }");

        var job = await server.Client.RunImportAsync(
            "a.csv",
            Bytes("name,industry\nacme,Iron\nGlobex,Power\nNobody,Air\n,Air\n"),
            input => (input["mode"], input["matchBy"]) = ("UPDATE", "NAME"),
            "ACCOUNTS"
        );

        Assert.Equal(
            ["2 REJECTED name AMBIGUOUS", "4 REJECTED name NOT_FOUND", "5 REJECTED name REQUIRED"],
            RunWorld.Rows(job)
        );
        Assert.Equal(
            2,
            job.GetProperty("rows")
                .GetProperty("nodes")[0]
                .GetProperty("reasons")[0]
                .GetProperty("candidateIds")
                .GetArrayLength()
        );
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
