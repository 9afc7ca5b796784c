using System.Globalization;
using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Keys;
using CasesGraph.Links;
using CasesGraph.Roles;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>
/// Search by words without quotes or ideographs: each must occur as a prefix, or be six last digits and more of a telephone
/// number, as words of digits that follow each other may be together. (What a word is: SearchTextTests.)
/// </summary>
internal sealed class PlainSearch(string text)
{
    private readonly string[] words = SearchText.Words(text);

    public bool Finds(object row)
    {
        if (words.Length == 0)
            return false;
        var (texts, phones) = (Texts(row).ToList(), Phones(row).Select(Digits).ToList());
        for (var start = 0; start < words.Length; )
        {
            var end = start + 1;
            if (IsNumber(words[start]))
                while (end < words.Length && IsNumber(words[end]))
                    end++;
            var run = words[start..end];
            if (!Ends(phones, string.Concat(run)) && !Array.TrueForAll(run, IsThere))
                return false;
            start = end;
        }
        return true;

        bool IsThere(string word) => texts.Exists(text => Occurs(word, text)) || Ends(phones, word);
    }

    /// <summary>Zeros that are dialled before a number need not be in it.</summary>
    private static bool Ends(IEnumerable<string> phones, string typed)
    {
        if (!IsNumber(typed))
            return false;
        while (typed.Length > 6 && typed[0] == '0')
            typed = typed[1..];
        return typed.Length >= 6 && phones.Any(phone => phone.EndsWith(typed, StringComparison.Ordinal));
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);

    private static string Digits(string? phone) =>
        string.Concat(string.Concat(SearchText.Words(phone)).Where(char.IsAsciiDigit));

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

    /// <summary>What can be searched for.</summary>
    public static IEnumerable<string?> Texts(object row) =>
        Own(row)
            .Append((string?)row.GetType().GetProperty(nameof(Case.ExternalReference))?.GetValue(row))
            .Concat(
                row is Case c
                    ?
                    [
                        .. With(c).SelectMany(Texts),
                        .. RelatedRows
                            .Of(c, "updates")
                            .Cast<CaseUpdate>()
                            .SelectMany(update => (string?[])[update.Text, update.ExternalReference]),
                        .. RelatedRows.Of(c, "attachments").SelectMany(Texts),
                    ]
                    : []
            );

    public static IEnumerable<string?> Phones(object row) =>
        row switch
        {
            Account account => [account.Phone],
            Contact contact => [contact.Phone],
            Case c => With(c).SelectMany(Phones),
            _ => [],
        };

    /// <summary>Whose names, addresses and numbers a case is found by.</summary>
    private static IEnumerable<object> With(Case c) =>
        new object?[] { c.Account, c.OpenedBy }
            .OfType<object>()
            .Concat(RelatedRows.Of(c, "contacts").Cast<CaseContact>().Select(link => link.Contact));

    private static IEnumerable<string?> Own(object row) =>
        row switch
        {
            Case c => [Number(c.Number), c.Subject, c.Description, c.Resolution, c.WorkLog],
            Account account => [account.Name, account.Email, account.Phone],
            Contact contact => [contact.FullName, contact.Email, contact.Phone, contact.Title],
            Bug bug => [Number(bug.Number), bug.Subject, bug.Description, bug.FoundIn, bug.FixedIn],
            Attachment file => [file.FileName],
            Tag tag => [tag.Name],
            Role role => [role.Name],
            Team team => [team.Name],
            ApiKey key => [key.Name],
            User user => [user.UserName, user.FullName, user.Email],
            _ => throw new NotSupportedException(row.GetType().Name),
        };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
