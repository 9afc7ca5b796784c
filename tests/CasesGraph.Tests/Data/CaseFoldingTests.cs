using System.Text;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Data;

/// <summary>What is looked for by keys of texts loses none of the texts that a comparison without case finds.</summary>
public sealed class CaseFoldingTests
{
    private static readonly Rune[] All =
    [
        .. Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid).Select(letter => new Rune(letter)),
    ];

    /// <summary>Beside which others change: letters, and marks that go before others and behind them.</summary>
    private static readonly (string Before, string Behind)[] Beside =
    [
        ("", ""),
        ("a", "\u0301"),
        ("\u03B1\u0301", "\u0327"),
        ("e\u0327", "\u0345"),
        ("k", "k"),
    ];

    private static IEnumerable<Rune> Changed =>
        All.Where(letter =>
            // Which is no character, and so in no form.
            letter.Value != 0xFFFE
            && (
                CaseFolding.Fold(letter) != letter
                || !letter.ToString().IsNormalized(NormalizationForm.FormD)
                || Rune.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark
            )
        );

    [Fact]
    public void Texts_that_are_the_same_without_case_have_one_key_unless_they_have_an_iota()
    {
        foreach (var letter in Changed)
        {
            foreach (var (before, behind) in Beside)
            {
                var (text, folded) = ($"{before}{letter}{behind}", CaseFolding.Fold($"{before}{letter}{behind}"));
                if (!folded.Contains('\u03B9', StringComparison.Ordinal))
                    Assert.Equal(CaseFolding.Key(folded), CaseFolding.Key(text));
            }
        }
    }

    [Fact]
    public void A_key_has_the_part_that_is_looked_for_of_all_that_the_text_has_in_it()
    {
        foreach (var letter in Changed)
        {
            foreach (var (before, behind) in Beside)
            {
                var text = $"{before}xe{letter}{behind}";
                var (folded, key) = (CaseFolding.Fold(text), CaseFolding.Key(text));
                for (var start = 0; start < folded.Length; start++)
                {
                    for (var end = start + 1; end <= folded.Length; end++)
                    {
                        if (!char.IsLowSurrogate(folded[start]) && !char.IsHighSurrogate(folded[end - 1]))
                            Assert.Contains(CaseFolding.PartOfKeys(folded[start..end]), key, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    [SqliteFact]
    public async Task The_database_folds_as_we_do()
    {
        using var connections = new SqliteConnections("Data Source=:memory:");
        using var connection = connections.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT fold(@text)";
        var text = command.Parameters.AddWithValue("@text", DBNull.Value);
        Assert.IsType<DBNull>(await command.ExecuteScalarAsync());
        string[] texts = ["", "A", "a\0B", .. All.Chunk(1000).Select(letters => string.Concat(letters))];
        foreach (var one in texts)
        {
            text.Value = one;
            Assert.Equal(CaseFolding.Fold(one), await command.ExecuteScalarAsync());
        }
    }
}
