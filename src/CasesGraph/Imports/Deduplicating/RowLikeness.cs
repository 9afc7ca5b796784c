using System.Text;
using CasesGraph.Cases;
using CasesGraph.Duplicates;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Running;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Rows as cases that may be like others.</summary>
/// <param name="least">The score from which on two are duplicates.</param>
/// <param name="begun">When a case begins whose row does not say when it did.</param>
internal sealed class RowLikeness(double least, DateTime begun)
{
    private readonly RecentRows rows = new();

    /// <summary>The numbers of the cases that each row is like.</summary>
    public async Task<ILookup<GivenRow, long>> FindAsync(
        IReadOnlyList<GivenRow> among,
        Call call,
        CancellationToken token
    )
    {
        var asked = among.Select(row => (Row: row, Case: InBase(row))).Where(one => one.Case is not null).ToList();
        var cases = await LikeCases.OfAsync(
            [.. asked.Select(one => one.Case!.AccountId).OfType<long>().Distinct()],
            [.. asked.SelectMany(one => one.Case!.ContactIds).Distinct()],
            call.Db,
            token
        );
        var ofAccount = cases.Where(one => one.AccountId is not null).ToLookup(one => one.AccountId!.Value);
        var ofContact = cases
            .SelectMany(one => one.ContactIds.Select(contact => (contact, one)))
            .ToLookup(one => one.contact, one => one.one);
        return asked
            .SelectMany(one =>
                (one.Case!.AccountId is { } account ? ofAccount[account] : [])
                    .Concat(one.Case.ContactIds.SelectMany(contact => ofContact[contact]))
                    .Where(other => one.Case.IsLike(other, least))
                    .Select(other => (one.Row, other.Number))
                    .Distinct()
            )
            .ToLookup(one => one.Row, one => one.Number);
    }

    /// <summary>The first row before it that it is like; null for none.</summary>
    public int? Find(GivenRow row) => InFile(row) is { } one ? rows.Find(one, least) : null;

    public void Add(GivenRow row)
    {
        if (InFile(row) is { } one)
            rows.Add(row.Row.Row, one);
    }

    public void Begin() => rows.Begin();

    public void Keep() => rows.Keep();

    private ComparedCase? InBase(GivenRow row) =>
        Compared(
            row,
            row.Reference("account") is > 0 and var account ? account : null,
            row.Found.Where(one => one.Key.Field.Owner is "contacts").Select(one => one.Value.Key).Where(key => key > 0)
        );

    /// <summary>Accounts and contacts by hashes of their names, for they may not be there yet.</summary>
    private ComparedCase? InFile(GivenRow row) =>
        Compared(
            row,
            ComparedField.NameOf(row, "account") is { } account ? Hash($"a {account}") : null,
            row.Named.Where(one => one.Field.Owner is "contacts").Select(one => Hash($"c {ComparedField.KeyOf(one)}"))
        );

    private ComparedCase? Compared(GivenRow row, long? account, IEnumerable<long> contacts)
    {
        IReadOnlyList<long> linked = [.. contacts.Distinct()];
        if (row.Of("subject") is not string subject || (account is null && linked.Count == 0))
            return null;
        var compared = new ComparedSubject(subject, MinHash.BandsOf(new SubjectText(subject)));
        return new(Number: 0, compared, account, row.Of("createdAt") as DateTime? ?? begun, linked);
    }

    private static long Hash(string name) => (long)KeySet.Hash(Encoding.UTF8.GetBytes(name));
}
