using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>What contacts would come to see of each other's cases when what they belong to is made one.</summary>
internal abstract class JoinedSight<TEntity>
    where TEntity : class, IVersioned, IMergeable
{
    /// <summary>Whether customers who saw different cases come together.</summary>
    public abstract Task<bool> AreApartAsync(IReadOnlyList<TEntity> members, CasesDb db, CancellationToken token);

    public abstract Task<IReadOnlyList<MergeAudience>> AudienceAsync(
        IReadOnlyList<long> members,
        CasesDb db,
        CancellationToken token
    );
}

/// <summary>Contacts belong to the cases that they opened or are linked with.</summary>
internal sealed class SightOfContacts : JoinedSight<Contact>
{
    public override Task<bool> AreApartAsync(IReadOnlyList<Contact> members, CasesDb db, CancellationToken token) =>
        Task.FromResult(members.Select(one => one.AccountId).OfType<long>().Distinct().Skip(1).Any());

    public override async Task<IReadOnlyList<MergeAudience>> AudienceAsync(
        IReadOnlyList<long> members,
        CasesDb db,
        CancellationToken token
    )
    {
        var opened = await db.Set<Case>()
            .Where(c => c.MessageCount > 0 && c.OpenedById != null && members.Contains(c.OpenedById.Value))
            .Select(c => new
            {
                Contact = c.OpenedById!.Value,
                c.Number,
                c.MessageCount,
            })
            .ToListAsync(token);
        var linked = await db.Set<CaseContact>()
            .Where(link => link.Case.MessageCount > 0 && members.Contains(link.ContactId))
            .Select(link => new
            {
                Contact = link.ContactId,
                Number = link.CaseNumber,
                link.Case.MessageCount,
            })
            .ToListAsync(token);
        var all = opened.Concat(linked).ToList();
        // Whoever has no case of one's own comes to see all.
        return MergeAudience.Of(
            all.Select(one => (one.Contact, one.Number)).Concat(members.Select(key => (key, 0L))),
            all.DistinctBy(one => one.Number).ToDictionary(one => one.Number, one => one.MessageCount)
        );
    }
}

/// <summary>Contacts of an account may see all of its cases.</summary>
internal sealed class SightOfAccounts : JoinedSight<Account>
{
    /// <summary>They always differ; nothing comes together where the cases are all of one.</summary>
    public override async Task<bool> AreApartAsync(IReadOnlyList<Account> members, CasesDb db, CancellationToken token)
    {
        var keys = members.Select(one => one.Id).ToList();
        var having = db.Set<Case>().Where(c => c.AccountId != null && keys.Contains(c.AccountId.Value));
        return await having.Select(c => c.AccountId).Distinct().Take(2).CountAsync(token) > 1;
    }

    public override async Task<IReadOnlyList<MergeAudience>> AudienceAsync(
        IReadOnlyList<long> members,
        CasesDb db,
        CancellationToken token
    )
    {
        var messages = await db.Set<Case>()
            .Where(c => c.AccountId != null && members.Contains(c.AccountId.Value))
            .GroupBy(c => c.AccountId!.Value)
            .Select(cases => new { Account = cases.Key, Count = cases.Sum(c => c.MessageCount) })
            .ToDictionaryAsync(one => one.Account, one => one.Count, token);
        var people = await db.Set<Contact>()
            .Where(one => one.DeletedAt == null && one.AccountId != null && members.Contains(one.AccountId.Value))
            .Select(one => new { one.Id, Account = one.AccountId!.Value })
            .ToListAsync(token);
        return MergeAudience.Of(people.Select(one => (one.Id, one.Account)), messages);
    }
}
