using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Operations;

/// <summary>What a write needs to know of an object that it refers to.</summary>
/// <param name="Text">How it reads at present, for the change log.</param>
/// <param name="Usable">False once it is deleted, or a user inactive: then nothing new may refer to it.</param>
internal sealed record LinkedObject(long Key, string Text, bool Usable);

/// <summary>
/// The objects that one write refers to. The check of the input and the change log both need them; each is read once,
/// one statement for all of a kind.
/// </summary>
internal sealed class LinkedObjects(CasesDb db)
{
    private static readonly Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Accounts = EF.CompileAsyncQuery(
        (CasesDb db, List<long> keys) =>
            db.Accounts.Where(a => keys.Contains(a.Id)).Select(a => new LinkedObject(a.Id, a.Name, a.DeletedAt == null))
    );

    private static readonly Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Contacts = EF.CompileAsyncQuery(
        (CasesDb db, List<long> keys) =>
            db
                .Contacts.Where(c => keys.Contains(c.Id))
                .Select(c => new LinkedObject(c.Id, c.FullName, c.DeletedAt == null))
    );

    private static readonly Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Bugs = EF.CompileAsyncQuery(
        (CasesDb db, List<long> keys) =>
            db
                .Bugs.Where(b => keys.Contains(b.Number))
                .Select(b => new LinkedObject(b.Number, b.Subject, b.DeletedAt == null))
    );

    private static readonly Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Users = EF.CompileAsyncQuery(
        (CasesDb db, List<long> keys) =>
            db.Users.Where(u => keys.Contains(u.Id)).Select(u => new LinkedObject(u.Id, u.FullName, u.Active))
    );

    private static readonly Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Cases = EF.CompileAsyncQuery(
        (CasesDb db, List<long> keys) =>
            db
                .Cases.Where(c => keys.Contains(c.Number))
                .Select(c => new LinkedObject(c.Number, c.Subject, c.DeletedAt == null))
    );

    private const string InUse = "\"DeletedAt\" IS NULL";

    private readonly Dictionary<(Type Type, long Key), LinkedObject?> known = [];

    /// <summary>The same for SQL: the key's column, that of the text, and the condition for being usable.</summary>
    public static (string Key, string Text, string Usable) Columns(Type type) =>
        type switch
        {
            _ when type == typeof(Account) => ("Id", nameof(Account.Name), InUse),
            _ when type == typeof(Contact) => ("Id", nameof(Contact.FullName), InUse),
            _ when type == typeof(Bug) => (nameof(Bug.Number), nameof(Bug.Subject), InUse),
            _ when type == typeof(User) => ("Id", nameof(User.FullName), "\"Active\""),
            _ => throw new NotSupportedException($"Nothing refers to {type.Name}."),
        };

    /// <summary>Null when it does not exist. Must have been loaded.</summary>
    public LinkedObject? Find(Type type, long key) => known[(type, key)];

    public async Task LoadAsync(IEnumerable<(Type Type, long Key)> wanted, CancellationToken token)
    {
        foreach (var kind in wanted.Where(one => !known.ContainsKey(one)).Distinct().GroupBy(one => one.Type))
        {
            foreach (var one in kind)
                known.Add(one, value: null);
            await foreach (var found in Query(kind.Key)(db, [.. kind.Select(one => one.Key)]).WithCancellation(token))
                known[(kind.Key, found.Key)] = found;
        }
    }

    private static Func<CasesDb, List<long>, IAsyncEnumerable<LinkedObject>> Query(Type type) =>
        type switch
        {
            _ when type == typeof(Account) => Accounts,
            _ when type == typeof(Contact) => Contacts,
            _ when type == typeof(Bug) => Bugs,
            _ when type == typeof(User) => Users,
            _ when type == typeof(Case) => Cases,
            _ => throw new NotSupportedException($"Nothing refers to {type.Name}."),
        };
}
