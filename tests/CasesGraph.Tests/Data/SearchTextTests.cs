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
    [InlineData("ガイド がぎ ﾊﾟﾊ", "カ\u3099 イ ト\u3099 か\u3099 き\u3099 ハ\u309A ハ")]
    [InlineData("か\u0301\u3099 a\u3099b \u3099", "か\u3099 ab")]
    [InlineData("हिन्दी", "हनद")]
    [InlineData("Łódź ØRSTED Đặng Straße STRASSE", "lodz orsted dang strasse strasse")]
    [InlineData("Œuvre ÆSIR Þór Eðvarð ISPARTALI ISPARTALı", "oeuvre aesir thor edvard ispartali ispartali")]
    [InlineData("ĸ ſ ŧ ƒ ﬁ ﬄ ŉ ĳ Ǆ ẞ Ŋ ħ ƀ ə ɓ ɔ", "q s t f fi ffl n ij dz ss n h b a b o")]
    [InlineData("coŀlegi COL·LEGI a·b", "collegi collegi a b")]
    [InlineData("Ά ΐ ᾳ", "α ι α")]
    [InlineData("Hawaiʻi мʼята м'ята", "hawaii м ята м ята")]
    [InlineData("im\u00ADport zero\u200Bwidth\u200C\u200D\u2060\uFEFF joined", "import zerowidth joined")]
    [InlineData("a\u200Eb\u202Ec\u2066d\u061Ce", "abcde")]
    [InlineData("كـــتاب كِتاب", "كتاب كتاب")]
    [InlineData("ភាសា\u200Bខ្មែរ ไทย\u200B", "ភស ខមរ ไทย")]
    [InlineData("\u3164\u115F", "")]
    [InlineData("a\u2800b\u3000c", "a b c")]
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
