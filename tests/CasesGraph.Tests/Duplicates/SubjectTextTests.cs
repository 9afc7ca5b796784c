using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Duplicates;
using CsCheck;

namespace CasesGraph.Tests.Duplicates;

public sealed class SubjectTextTests
{
    private static readonly Gen<string> Words = Gen.Char["abcdefgh"].Array[3, 8].Select(letters => new string(letters));

    private static readonly Gen<string> Subjects = Words.Array[3, 8].Select(words => string.Join(' ', words));

    [Theory]
    [InlineData("Printer: paper jam!", "printer paper jam")]
    [InlineData("Re: AW: Fwd: Printer", "printer")]
    [InlineData("RE[2]: Printer", "printer")]
    [InlineData("Réf : Imprimante", "imprimante")]
    [InlineData("Відп: Принтер", "принтер")]
    [InlineData("回复：印刷", "印 刷")]
    [InlineData("[Ticket #4711] Re: Printer", "printer")]
    [InlineData("Re: [#12] Printer (case 99)", "printer")]
    [InlineData("Printer, case no. 12", "printer")]
    [InlineData("Printer #12", "printer")]
    [InlineData("Ação", "acao")]
    [InlineData("Invoice 4711", "invoice 4711")]
    [InlineData("Recall: printer", "recall printer")]
    [InlineData("Case of beer", "case of beer")]
    [InlineData("Re: #12", "")]
    public void A_subject_is_compared_by_what_it_says(string subject, string words) =>
        Assert.Equal(words, SubjectText.Normalize(subject));

    [Fact]
    public void Normalising_twice_changes_nothing() =>
        Gen.String.Sample(text => Same(SubjectText.Normalize(text), text));

    [Fact]
    public void A_reply_says_what_the_first_message_said() =>
        Gen.Select(
                Gen.String,
                Gen.OneOf(Gen.Const("Re: "), Gen.Const("FWD:"), Gen.Const("aw : "), Gen.Const("[Case 12] "))
            )
            .Sample((text, prefix) => Same(prefix + text, text));

    [Fact]
    public void A_case_number_says_nothing() =>
        Gen.Select(Gen.String, Gen.Int[1, 99_999])
            .Sample((text, number) => Same($"{text} #{number.ToString(CultureInfo.InvariantCulture)}", text));

    [Fact]
    public void Similarity_is_the_same_both_ways_and_1_for_the_same_only() =>
        Gen.Select(Subjects, Subjects)
            .Sample(
                (one, other) =>
                {
                    var (a, b) = (new SubjectText(one), new SubjectText(other));
                    Assert.Equal(a.SimilarityTo(b), b.SimilarityTo(a));
                    Assert.InRange(a.SimilarityTo(b), 0, 1);
                    Assert.Equal(1, a.SimilarityTo(new SubjectText(one.ToUpperInvariant())));
                    Assert.Equal(PlainDuplicates.Similarity(one, other), a.SimilarityTo(b));
                }
            );

    /// <summary>The seed is fixed: what is found is a matter of probability, 999 in 1,000.</summary>
    [Fact]
    public void Subjects_with_a_typo_have_a_band_in_common()
    {
        var (alike, found) = (0, 0);
        Gen.Select(Subjects, Gen.Int[0, 10], Gen.Char["xyz"])
            .Sample(
                (subject, at, letter) =>
                {
                    var typo = subject.Remove(at, 1).Insert(at, letter.ToString());
                    if (new SubjectText(subject).SimilarityTo(new SubjectText(typo)) < 0.7)
                        return;
                    alike++;
                    if (PlainDuplicates.SharesBand(subject, typo))
                        found++;
                },
                seed: "0000KOIPe036",
                iter: 2_000,
                threads: 1
            );
        Assert.InRange(alike, 500, 2_000);
        Assert.InRange(found, 0.99 * alike, alike);
    }

    private static bool Same(string one, string other) =>
        string.Equals(SubjectText.Normalize(one), SubjectText.Normalize(other), StringComparison.Ordinal);
}
