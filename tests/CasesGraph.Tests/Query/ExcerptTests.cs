using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>Where a search has found a row: a text of the row, with marks on words that were sought.</summary>
public sealed class ExcerptTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly (string List, Type Type)[] Lists =
    [
        ("cases", typeof(Case)),
        ("accounts", typeof(Account)),
        ("contacts", typeof(Contact)),
    ];

    [Fact]
    public Task An_excerpt_is_of_a_text_of_the_row_that_has_the_most_words_and_marks_them()
    {
        var texts = Lists
            .SelectMany(list => sample.World.Rows(list.Type))
            .SelectMany(row => PlainSearch.Texts(row).Concat(PlainSearch.Phones(row)))
            .OfType<string>()
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .ToList();
        return new Chosen<string>(choices => new TypedText(choices, texts).Make()).SampleAsync(
            CheckAsync,
            iter: Iterations.Of(300),
            threads: 1
        );
    }

    [Fact]
    public async Task Without_a_search_or_a_word_there_is_none()
    {
        foreach (var arguments in (string[])["first: 3", "first: 3, search: \" \"", "first: 3, search: \"%\""])
        {
            var data = await sample.DataAsync($"{{ cases({arguments}) {{ edges {{ excerpt {{ text }} }} }} }}");
            Assert.All(
                data.GetProperty("cases").GetProperty("edges").EnumerateArray(),
                edge => Assert.Equal(JsonValueKind.Null, edge.GetProperty("excerpt").ValueKind)
            );
        }
    }

    [Theory]
    [InlineData(19)]
    [InlineData(1001)]
    public async Task A_length_that_is_none_is_refused(int length)
    {
        var answer = await sample.AnswerAsync(
            $"{{ cases(search: \"a\") {{ edges {{ excerpt(length: {length}) {{ text }} }} }} }}"
        );
        var error = answer.GetProperty("errors")[0];
        Assert.Equal($"'length' can be 20 to 1000, and {length} was given.", error.GetProperty("message").GetString());
        Assert.Equal("VALIDATION_FAILED", error.GetProperty("extensions").GetProperty("code").GetString());
    }

    private async Task CheckAsync(string search)
    {
        var lists = Lists.Select(list =>
            $"{list.List}(search: $search, first: 20) {{ edges {{ node {{ id }} excerpt(length: 20) {{ field text marks {{ start length }} }} }} }}"
        );
        var data = await sample.DataAsync(
            $"query ($search: String) {{ {string.Join(' ', lists)} }}",
            new JsonObject { ["search"] = search }
        );
        foreach (var (list, type) in Lists)
        {
            foreach (var edge in data.GetProperty(list).GetProperty("edges").EnumerateArray())
            {
                OpaqueId.TryDecode(edge.GetProperty("node").GetProperty("id").GetString(), out _, out var key);
                Check(
                    search,
                    sample.World.Rows(type).Single(row => Reflected.Key(row) == key),
                    edge.GetProperty("excerpt")
                );
            }
        }
    }

    private static void Check(string search, object row, JsonElement excerpt)
    {
        var text = excerpt.GetProperty("text").GetString()!;
        var runes = text.EnumerateRunes().ToArray();
        Assert.InRange(runes.Length, 1, 20);
        var of = TextsOf(row, excerpt.GetProperty("field").GetString()!);
        Assert.Contains(of, whole => whole.Contains(text.Trim('…'), StringComparison.Ordinal));
        var sought = SearchText.Words(search);
        var end = 0;
        foreach (var mark in excerpt.GetProperty("marks").EnumerateArray())
        {
            var (start, length) = (mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32());
            Assert.InRange(start, end, runes.Length - 1);
            Assert.InRange(length, 1, runes.Length - start);
            end = start + length;
            var marked = SearchText.Words(string.Concat(runes[start..end].Select(rune => rune.ToString())));
            // A word that the piece ends in is there in part.
            Assert.True(
                sought.Any(word =>
                    marked.Any(found => Begins(found, word) || (end >= runes.Length - 1 && Begins(word, found)))
                )
                    || (
                        Digits(string.Concat(marked)).Length > 0
                        && Digits(search).Contains(Digits(string.Concat(marked)), StringComparison.Ordinal)
                    ),
                $"{search} in {text} at {start}"
            );
        }
        Assert.True(end > 0, $"{search} in {text}");
    }

    /// <summary>Those of a telephone number, whatever stands between them.</summary>
    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static bool Begins(string word, string with) => word.StartsWith(with, StringComparison.Ordinal);

    /// <summary>What the field has, or those of the list.</summary>
    private static IEnumerable<string> TextsOf(object row, string field)
    {
        var names = field.Split('.');
        var owners =
            names.Length == 1 ? Enumerable.Repeat<object?>(row, 1)
            : RelatedRows.Has(row.GetType(), names[0])
                ? RelatedRows.Items(row, names[0]).Select(object? (item) => item.Node)
            : Enumerable.Repeat(Value(row, names[0]), 1);
        return owners
            .Select(owner => Convert.ToString(Value(owner, names[^1]), CultureInfo.InvariantCulture))
            .OfType<string>();
    }

    private static object? Value(object? row, string name) =>
        row?.GetType().GetProperty(Naming.Pascal(name))!.GetValue(row);
}
