using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>Reads what was typed into a search box.</summary>
internal sealed class SearchReader(ListValues values)
{
    /// <summary>Its terms, and what may be telephone numbers.</summary>
    /// <param name="searched">The entity of the rows.</param>
    public SearchArgument Read(string text, Type searched, bool isRanked)
    {
        var hasPhones = PhoneDigits.AreSearchedIn(searched);
        var terms = SearchTerms.Read(text).ToList();
        return new SearchArgument(
            terms.ConvertAll(term => Term(term, isRanked, hasPhones)),
            hasPhones
                ? [.. SearchTerms.DigitGroups(text).Select(groups => Phone(groups, terms)).OfType<PhoneArgument>()]
                : []
        );
    }

    private TermArgument Term(SearchTerm term, bool isRanked, bool hasPhones) =>
        new(
            values.Add(term.Probe, typeof(string)),
            term.IsPhrase,
            isRanked && term.Number is { } number ? values.Add(number, typeof(long)) : null,
            hasPhones && term.IsDigits ? Digits(term.Words) : null
        );

    private PhoneArgument? Phone(IReadOnlyList<SearchTerm> groups, List<SearchTerm> terms) =>
        Digits(string.Concat(groups.Select(group => group.Words))) is { } digits
            ? new PhoneArgument([.. groups.Select(group => terms.IndexOf(group)).Distinct()], digits)
            : null;

    private Slot? Digits(string digits) =>
        PhoneDigits.Probe(digits) is { } probe ? values.Add(probe, typeof(string)) : null;
}
