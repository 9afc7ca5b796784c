using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Who sees a case because one of theirs went on in it, as a part of its facets: of the cases that were merged into it each
/// contact with the account of that case, and each account, such as m5a3|m6a|n3|. What such a case was need not be known any
/// more when somebody asks whom an entry of the log took the case from.
/// </summary>
internal static class LedFacets
{
    private const string Contact = "m";
    private const string OfAccount = "a";
    private const string Account = "n";

    /// <summary>The letters of links by which contacts come to a case.</summary>
    public static IReadOnlyList<string> Links { get; } =
    [.. ContactKeys.LinksTo(typeof(Case)).Select(link => CaseParts.Links.Single(part => part.Row == link.Type).Facet!)];

    /// <summary>What a case keeps of those that were merged into it.</summary>
    public static string Of(IEnumerable<LeadingCase> merged) =>
        string.Concat(
            merged
                .SelectMany(Tokens)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(token => token + CaseFacets.Listed)
        );

    /// <summary>Parts of which a text has one (<see cref="Narrowed"/>) if the case is seen so.</summary>
    public static IEnumerable<string> PartsOf(long contact, IEnumerable<long> accounts) =>
        accounts.Select(account => CaseFacets.Token(Account, account)).Prepend(CaseFacets.Token(Contact, contact));

    /// <summary>A part of a text as <see cref="PartsOf"/> has it: the contact of any account.</summary>
    public static string Narrowed(string part) =>
        part.StartsWith(Contact, StringComparison.Ordinal)
            ? part[..part.IndexOf(OfAccount, StringComparison.Ordinal)]
            : part;

    /// <summary>The condition that a text has what leads a contact to its case.</summary>
    /// <param name="has">The condition that it has another text.</param>
    public static Expression Lead(Func<Expression, Expression> has, RowAccess access, AccessLevel level)
    {
        var contact = CaseFacets.Any(Contact);
        var isTheirs = access.Shape.Contact is { FormerContacts: true }
            ? has(Between(Text(contact), access.Contact, OfAccount))
            : Expression.OrElse(
                has(Between(Text(contact), access.Contact, OfAccount + CaseFacets.Listed)),
                OfAny(account => Between(Between(Text(contact), access.Contact, OfAccount), account))
            );
        return level is AccessLevel.Own
            ? isTheirs
            : Expression.OrElse(isTheirs, OfAny(account => Between(Text(CaseFacets.Any(Account)), account)));

        MethodCallExpression OfAny(Func<Expression, Expression> text)
        {
            var account = Expression.Parameter(typeof(long), "account");
            return Expression.Call(
                typeof(Enumerable),
                nameof(Enumerable.Any),
                [typeof(long)],
                access.Accounts,
                Expression.Lambda<Func<long, bool>>(has(text(account)), account)
            );
        }
    }

    private static IEnumerable<string> Tokens(LeadingCase merged)
    {
        var contacts = CaseFacets
            .Parts(merged.LinkFacets)
            .SelectMany(part =>
                Links.Where(link => part.StartsWith(link, StringComparison.Ordinal)).Select(part.Without)
            );
        if (merged.OpenedById is { } opener)
            contacts = contacts.Append($"{opener}");
        foreach (var contact in contacts)
            yield return $"{Contact}{contact}{OfAccount}{merged.AccountId}";
        if (merged.AccountId is { } account)
            yield return $"{Account}{account}";
    }

    private static string Without(this string part, string letter) => part[letter.Length..];

    private static ConstantExpression Text(string text) => Expression.Constant(text);

    private static MethodCallExpression Between(Expression before, Expression key, string after = CaseFacets.Listed) =>
        Expression.Call(
            typeof(TextFunctions),
            nameof(TextFunctions.Between),
            typeArguments: null,
            before,
            key,
            Text(after)
        );
}

/// <summary>A case that was merged into another, by what says whose it was.</summary>
internal sealed record LeadingCase(long Number, long Into, long? OpenedById, long? AccountId, string LinkFacets)
{
    public static LeadingCase Of(Case merged) =>
        new(merged.Number, merged.MergedIntoNumber!.Value, merged.OpenedById, merged.AccountId, merged.LinkFacets);
}
