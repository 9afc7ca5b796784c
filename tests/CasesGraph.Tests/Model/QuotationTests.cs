using CasesGraph.Model;

namespace CasesGraph.Tests.Model;

public sealed class QuotationTests
{
    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var text = new string('a', 59) + "😀" + "b";

        Assert.Equal($"'{new string('a', 59)}…'", Quotation.Of(text));
        Assert.Equal($"'{new string('a', 60)}'", Quotation.Of(new string('a', 60)));
    }
}
