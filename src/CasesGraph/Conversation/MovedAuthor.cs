using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Conversation;

/// <summary>
/// What is kept of a message whose author was merged into another contact, or came back: the log of cases does not have
/// authors. Only keys, so that nothing of a person is in it.
/// </summary>
public sealed class MovedAuthor
{
    /// <summary>The change set that did it.</summary>
    public long ChangeSetId { get; set; }
    public long CaseUpdateId { get; set; }
    public long BeforeId { get; set; }
    public long AfterId { get; set; }
}

internal sealed class MovedAuthorMapping : IEntityTypeConfiguration<MovedAuthor>
{
    public void Configure(EntityTypeBuilder<MovedAuthor> builder)
    {
        builder.HasKey(moved => new { moved.ChangeSetId, moved.CaseUpdateId });
        // Erasing a person looks here for what they wrote.
        builder.HasIndex(moved => moved.BeforeId);
    }
}

/// <summary>The contacts that wrote messages, when some of these contacts are made one, or several again.</summary>
internal static class MovedAuthors
{
    private const int Slice = 500;

    /// <summary>The messages of some contacts.</summary>
    public static IQueryable<CaseUpdate> MessagesOf(IReadOnlyCollection<long> contacts, CasesDb db) =>
        db.Set<CaseUpdate>().Where(update => contacts.Contains(update.AuthorContactId!.Value));

    /// <summary>Makes them another's; whoever calls saves.</summary>
    public static async Task MoveAsync(
        IReadOnlyCollection<long> from,
        long to,
        Ref<ChangeSet> set,
        CasesDb db,
        CancellationToken token
    )
    {
        var all = await MessagesOf(from, db)
            .Select(update => new { update.Id, Author = update.AuthorContactId!.Value })
            .ToListAsync(token);
        await MessagesOf(from, db)
            .ExecuteUpdateAsync(update => update.SetProperty(one => one.AuthorContactId, to), token);
        db.AddRange(
            all.Select(one => new MovedAuthor
            {
                ChangeSetId = set.Key,
                CaseUpdateId = one.Id,
                BeforeId = one.Author,
                AfterId = to,
            })
        );
    }

    /// <summary>Gives messages back that a change set made another's, and that are still theirs.</summary>
    public static async Task UndoAsync(long undone, ChangeLogWriter log, Call call, CancellationToken token)
    {
        var back = await (
            from moved in call.Db.Set<MovedAuthor>()
            join update in call.Db.Set<CaseUpdate>() on moved.CaseUpdateId equals update.Id
            where moved.ChangeSetId == undone && update.AuthorContactId == moved.AfterId
            orderby update.CaseNumber, update.Id
            select new { Moved = moved, update.CaseNumber }
        )
            .AsNoTracking()
            .ToListAsync(token);
        foreach (var slice in back.GroupBy(one => one.CaseNumber).Chunk(Slice))
        {
            foreach (var same in slice.SelectMany(one => one).GroupBy(one => (one.Moved.BeforeId, one.Moved.AfterId)))
            {
                var ids = same.Select(one => one.Moved.CaseUpdateId).ToList();
                await call
                    .Db.Set<CaseUpdate>()
                    .Where(update => ids.Contains(update.Id))
                    .ExecuteUpdateAsync(
                        update => update.SetProperty(one => one.AuthorContactId, same.Key.BeforeId),
                        token
                    );
            }
            call.Db.AddRange(
                slice
                    .SelectMany(one => one)
                    .Select(one => new MovedAuthor
                    {
                        ChangeSetId = log.ChangeSet!.Key,
                        CaseUpdateId = one.Moved.CaseUpdateId,
                        BeforeId = one.Moved.AfterId,
                        AfterId = one.Moved.BeforeId,
                    })
            );
            var numbers = slice.Select(one => one.Key).ToList();
            foreach (var of in await call.Db.Cases.Where(c => numbers.Contains(c.Number)).ToListAsync(token))
                log.Tell(of, ChangeKind.Updated);
            await log.SaveAsync(token);
            call.Db.ChangeTracker.Clear();
        }
    }
}
