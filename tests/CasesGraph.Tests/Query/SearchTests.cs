using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>What a search finds, in which order, as those who type it see it.</summary>
public sealed class SearchTests(RunningServer empty) : IClassFixture<RunningServer>
{
    /// <summary>Letters that .NET's decomposition leaves whole, with what people type for them; by hand.</summary>
    private static readonly Dictionary<string, string> ByHand = new(StringComparer.Ordinal)
    {
        ["ø"] = "o",
        ["ł"] = "l",
        ["đ"] = "d",
        ["ß"] = "ss",
        ["æ"] = "ae",
        ["œ"] = "oe",
        ["þ"] = "th",
        ["ð"] = "d",
        ["ħ"] = "h",
        ["ı"] = "i",
        ["ŋ"] = "n",
        ["ŧ"] = "t",
        ["ƒ"] = "f",
        ["ĸ"] = "q",
        ["ƀ"] = "b",
        ["ɓ"] = "b",
        ["ə"] = "a",
        ["ɛ"] = "e",
        ["ɔ"] = "o",
    };

    [Theory]
    [InlineData("Łódź", "lodz", "LODZ", "łodz")]
    [InlineData("Straße", "strasse", "STRASSE", "STRAẞE")]
    [InlineData("Strasse", "straße", "STRAẞE")]
    [InlineData("Đặng", "dang", "DANG", "đang")]
    [InlineData("Dang", "Đặng")]
    [InlineData("Bjørn", "bjorn", "BJÖRN", "björn")]
    [InlineData("Bjorn", "Bjørn")]
    [InlineData("Ísafjörður", "isafjordur")]
    [InlineData("Þórshöfn", "thorshofn", "Þórshöfn")]
    [InlineData("ÆRØ", "aero", "ærø")]
    [InlineData("Œuvre", "oeuvre")]
    [InlineData("Iğdır", "igdir", "IĞDIR")]
    [InlineData("paraŀlel", "parallel", "paral·lel")]
    [InlineData("ΟΔΟΣ Άνω", "οδος", "οδοσ", "ανω")]
    [InlineData("Ёлка Йод", "елка", "йод", "ИОД")]
    [InlineData("ﬁnance", "finance")]
    [InlineData("Ｇｕｉｄｅ", "guide")]
    [InlineData("soft\u00ADware", "software", "soft\u00ADware", "software\u200B")]
    [InlineData("zero\u200Bwidth\u2060\uFEFF", "zerowidth", "zero\u200Dwidth")]
    [InlineData("می\u200Cخواهم", "میخواهم")]
    [InlineData("كـــتاب", "كتاب", "كت")]
    [InlineData("ガイドブック", "ガイド", "ｶﾞｲﾄﾞ")]
    [InlineData("한국어", "한국", "\u1112\u1161\u11AB")]
    [InlineData("Ґанок Їжак", "їжак", "ґанок")]
    [InlineData("São João", "sao joao", "SÃO")]
    public async Task A_word_is_found_however_its_letters_are_typed(string subject, params string[] searches)
    {
        var number = await empty.Client.CreateCaseAsync(subject);

        foreach (var search in searches)
            Assert.Contains(number, await FindAsync(search));
    }

    [Theory]
    [InlineData("パパ", "ハハ")]
    [InlineData("かき", "がき")]
    [InlineData("Oslo", "øst")]
    public async Task Letters_that_are_others_are_not_taken_for_these(string subject, string search)
    {
        var number = await empty.Client.CreateCaseAsync(subject);

        Assert.DoesNotContain(number, await FindAsync(search));
    }

    [Fact]
    public async Task Every_letter_that_has_accents_is_found_without_them()
    {
        var letters = Enumerable
            .Range(0xC0, 0x250 - 0xC0)
            .Concat(Enumerable.Range(0x1E00, 0xFF))
            .Select(value => ((char)value).ToString())
            .Where(letter => char.IsLetter(letter[0]) && Plain(letter) is not null)
            .ToList();
        var number = await empty.Client.CreateCaseAsync(
            "Letters",
            description: string.Join(' ', letters.Select((letter, at) => $"x{letter}x{at:000}"))
        );

        foreach (var chunk in letters.Select((letter, at) => $"x{Plain(letter)}x{at:000}").Chunk(50))
            Assert.Equal([number], await FindAsync(string.Join(' ', chunk)));
        Assert.True(letters.Count > 400, $"{letters.Count}");
    }

    [Fact]
    public async Task A_word_that_is_the_number_of_a_case_gives_that_case_first()
    {
        var first = await empty.Client.CreateCaseAsync("Printer");
        for (var more = 0; more < 3; more++)
            await empty.Client.CreateCaseAsync($"Printer {first} again");

        foreach (var search in (string[])[$"{first}", $"#{first}", $"\"{first}\"", $"printer {first}", $"{first} prin"])
            Assert.Equal(first, (await FindAsync(search))[0]);
        Assert.DoesNotContain(first, await FindAsync($"{first} again"));
        await empty.Client.MutateAsync("deleteCases", new { select = new { ids = (long[])[first] } });
        Assert.DoesNotContain(first, await FindAsync($"{first}"));
        Assert.Equal(first, (await FindAsync($"{first}", "includeDeleted: true"))[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n")]
    [InlineData("\u200B\u00AD\u2060")]
    [InlineData("\u3164 \u202E")]
    public async Task A_search_for_nothing_that_can_be_seen_is_none(string search)
    {
        var number = await empty.Client.CreateCaseAsync("Whatever");

        Assert.Equal(number, (await FindAsync(search))[0]);
    }

    [Fact]
    public async Task Staff_find_notes_and_the_work_log()
    {
        var number = await empty.Client.CreateCaseAsync("Plain subject");
        await empty.Client.MutateAsync(
            "addCaseUpdate",
            new
            {
                caseId = number,
                text = "Okapi",
                @internal = true,
            }
        );
        await empty.Client.MutateAsync("updateCase", new { id = number, workLog = "Tapir" });

        Assert.Equal([number], await FindAsync("okapi tapir"));
        await empty.Client.MutateAsync("updateCase", new { id = number, workLog = (string?)null });
        Assert.Empty(await FindAsync("tapir"));
    }

    private async Task<List<long>> FindAsync(string search, string more = "")
    {
        var data = await empty.Client.AskAsync(
            $$"""query ($search: String) { cases(first: 100, search: $search {{more}}) { nodes { number } } }""",
            new { search }
        );
        return [.. data.GetProperty("cases").GetProperty("nodes").EnumerateArray().Select(Number)];
    }

    private static long Number(JsonElement node) => node.GetProperty("number").GetInt64();

    /// <summary>The letter in ASCII; null where neither .NET nor the list above knows one.</summary>
    private static string? Plain(string letter)
    {
        var plain = new StringBuilder();
        foreach (var part in letter.ToLowerInvariant().Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsAscii(part))
                plain.Append(part);
            else if (ByHand.TryGetValue(part.ToString(), out var typed))
                plain.Append(typed);
            else
                return null;
        }
        return plain.ToString();
    }
}
