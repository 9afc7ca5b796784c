using System.Globalization;
using System.Text;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>The database's own functions and ours are the same functions, whatever Unicode tables it was built with.</summary>
public sealed class PostgresTextTests : IAsyncLifetime
{
    private const int Batch = 500;
    private const string Neighbours = "lŁ·ŀか漢\u3099\u309Aก\u200B\u00AD\u0301ß\u02BC ";

    /// <summary>All that a stored text can hold; half of it letters that are common, so that they meet the others.</summary>
    private static readonly Gen<string> Texts = Gen.Frequency(
            (4, Gen.Int[1, 0x17F]),
            (2, Gen.Int[0x180, 0x3134F]),
            (1, Gen.Int[0x300, 0x36F]),
            (1, Gen.Int[0x1100, 0x11FF]),
            (1, Gen.Int[0x1E00, 0x30FF]),
            (1, Gen.Int[0xAC00, 0xFFFF]),
            (1, Gen.Int[0x10000, 0x10FFFF]),
            // What counts by its neighbours, and these.
            (3, Gen.Int[0, Neighbours.Length - 1].Select(at => (int)Neighbours[at]))
        )
        .Where(Rune.IsValid)
        .Array[0, 24]
        .Select(values => string.Concat(values.Select(value => new Rune(value))));

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [PostgresFact]
    public Task Folding_and_words_of_any_text_are_the_same_in_the_database() =>
        Texts.Array[Batch].SampleAsync(AssertSameAsync, iter: Iterations.Of(10), threads: 1);

    [PostgresFact]
    public async Task Folding_and_words_of_each_letter_and_mark_are_the_same_in_the_database()
    {
        var alone = Enumerable
            .Range(1, 0x10FFFF)
            .Where(Rune.IsValid)
            .Select(value => new Rune(value))
            .Where(rune =>
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            )
            .Select(rune => $"A{rune}z");
        foreach (var texts in alone.Chunk(20_000))
            await AssertSameAsync(texts);
    }

    private async Task AssertSameAsync(string[] texts)
    {
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT t, fold(t), search_text(t) FROM unnest($1) WITH ORDINALITY AS given(t, at) ORDER BY at",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = texts });
        var theirs = new List<Treated>(texts.Length);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            theirs.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)));

        var ours = texts.Select(text => new Treated(text, CaseFolding.Fold(text), SearchText.Normalize(text)));
        Assert.Equal([], ours.Zip(theirs).Where(pair => pair.First != pair.Second).Take(20));
    }

    private sealed record Treated(string Text, string Folded, string Words)
    {
        public override string ToString() =>
            $"{CodePoints(Text)} folded {CodePoints(Folded)} words {CodePoints(Words)}";

        private static string CodePoints(string text) =>
            string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
    }
}
