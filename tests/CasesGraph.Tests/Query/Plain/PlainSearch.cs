using System.Globalization;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>Search by words without quotes or ideographs: each must occur as a prefix. (What a word is: SearchTextTests.)</summary>
internal sealed class PlainSearch(string text)
{
    private readonly string[] words = SearchText.Words(text);

    public bool Finds(object row) =>
        words.Length > 0 && Array.TrueForAll(words, word => Texts(row).Any(text => Occurs(word, text)));

    /// <summary>The case with that number, those with all words in number and subject, the rest.</summary>
    public int Rank(object row)
    {
        var found = (Case)row;
        return words.Contains(Number(found.Number), StringComparer.Ordinal) ? 0
            : Array.TrueForAll(words, word => Occurs(word, Number(found.Number)) || Occurs(word, found.Subject)) ? 1
            : 2;
    }

    private static bool Occurs(string word, string? text) =>
        SearchText.Words(text).Any(w => w.StartsWith(word, StringComparison.Ordinal));

    private static IEnumerable<string?> Texts(object row) =>
        row switch
        {
            Case c =>
            [
                Number(c.Number),
                c.Subject,
                c.Description,
                c.Resolution,
                c.WorkLog,
                c.Account?.Name,
                .. RelatedRows.Of(c, "updates").Cast<CaseUpdate>().Select(update => update.Text),
                .. RelatedRows.Of(c, "contacts").Cast<CaseContact>().Select(link => link.Contact.FullName),
            ],
            Account account => [account.Name],
            Contact contact => [contact.FullName],
            Bug bug => [Number(bug.Number), bug.Subject, bug.Description],
            Tag tag => [tag.Name],
            User user => [user.UserName, user.FullName],
            _ => throw new NotSupportedException(row.GetType().Name),
        };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
