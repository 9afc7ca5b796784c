using CasesGraph.Data;
using CsCheck;

namespace CasesGraph.Tests.Data;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" ?! ", "")]
    [InlineData("Printer: paper-jam (E42)", "printer paper jam e42")]
    [InlineData("ação CONCEIÇÃO", "acao conceicao")]
    [InlineData("acA\u0303o", "acao")]
    [InlineData("Її Ёж й", "іі еж и")]
    [InlineData("ΟΔΟΣ οδος οδοσ", "οδοσ οδοσ οδοσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("印刷エラー", "印 刷 エ ラ ー")]
    [InlineData("iPhone日本語OS", "iphone 日 本 語 os")]
    [InlineData("ＡＢＣ１２３ ｱｲ", "abc123 ア イ")]
    [InlineData("東京・大阪、〇〇々", "東 京 大 阪 〇 〇 々")]
    [InlineData("𠮷野", "𠮷 野")]
    [InlineData("हिन्दी", "हनद")]
    [InlineData("a\ud800b", "a b")]
    [InlineData("é\ufffeb", "e b")]
    public void Text_becomes_words(string? text, string words) => Assert.Equal(words, SearchText.Normalize(text));

    [Fact]
    public void Normalising_twice_changes_nothing() =>
        Gen.String.Sample(text =>
            string.Equals(
                SearchText.Normalize(SearchText.Normalize(text)),
                SearchText.Normalize(text),
                StringComparison.Ordinal
            )
        );

    [Theory]
    [InlineData("Printer jam", "printer*", "jam*")]
    [InlineData("\"Paper jam\" now", "paper jam", "now*")]
    [InlineData("印刷 エラー", "印 刷", "エ ラ ー")]
    [InlineData("OS日本x", "os*", "日 本", "x*")]
    [InlineData("a AND NOT b*", "a*", "and*", "not*", "b*")]
    [InlineData("Subject:x^2 (y)", "subject*", "x*", "2*", "y*")]
    [InlineData("\"open end", "open*", "end*")]
    [InlineData("\"\" same same", "same*")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("?! \"*\"")]
    public void A_search_becomes_prefixes_and_phrases(string? search, params string[] terms) =>
        Assert.Equal<string>(
            terms,
            [.. SearchTerms.Read(search).Select(term => term.IsPhrase ? term.Words : term.Words + "*")]
        );

    [Theory]
    [InlineData("ÀÉÎ ABC", "àéî abc")]
    [InlineData("Σίσυφος", "σίσυφοσ")]
    [InlineData("ЇЖАК", "їжак")]
    [InlineData("𐐀", "𐐨")]
    public void Folding_ignores_case_and_nothing_else(string text, string folded) =>
        Assert.Equal(folded, CaseFolding.Fold(text));
}
