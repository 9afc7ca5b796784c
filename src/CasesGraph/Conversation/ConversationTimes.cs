using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.Conversation;

/// <summary>
/// What follows in a case from its messages. A message at the end of the conversation is told by itself; where messages
/// move, come in between, or a case is opened again, all of them are looked at.
/// </summary>
internal sealed class ConversationTimes(CasesDb db)
{
    private static readonly CaseField OpenedBy = new("OPENED_BY");

    /// <summary>Sets what follows from the messages as this write leaves them.</summary>
    /// <param name="cases">About to be saved, with the messages that are added or moved.</param>
    public async Task SettleAsync(IReadOnlyCollection<Case> cases, CancellationToken token)
    {
        var changed = db
            .ChangeTracker.Entries<CaseUpdate>()
            .Where(entry => entry.State is not EntityState.Unchanged && IsMessage(entry.Entity))
            .ToList();
        var whole = new List<Case>();
        foreach (var @case in cases)
        {
            var own = changed.FindAll(entry => IsOf(@case, entry));
            var reopened = IsOpenedAgain(db.Entry(@case));
            if (own is [{ State: EntityState.Added } only] && !IsAmong(only.Entity, @case, reopened))
                Append(@case, only.Entity);
            else if (own.Count > 0 || reopened)
                whole.Add(@case);
            if (CaseRules.IsClosed(@case.Status))
                @case.WaitingSince = null;
        }
        if (whole.Count > 0)
            await SettleWholeAsync(whole, changed, token);
    }

    /// <summary>Those that are open now may have got messages while they were closed, from cases that were merged into them.</summary>
    public Task SettleReopenedAsync(IReadOnlyCollection<long> cases, CancellationToken token)
    {
        var updates = db.Set<CaseUpdate>();
        return db
            .Cases.Where(c =>
                cases.Contains(c.Number) && c.State == CaseState.Open && c.LastIncomingAt > c.LastClosedAt
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                        c => c.WaitingSince,
                        c =>
                            updates
                                .Where(update =>
                                    update.CaseNumber == c.Number
                                    && update.Direction == UpdateDirection.Incoming
                                    && update.SentAt > c.LastClosedAt
                                    && (c.LastOutgoingAt == null || update.SentAt > c.LastOutgoingAt)
                                )
                                .Min(update => (DateTime?)update.SentAt)
                    ),
                token
            );
    }

    /// <summary>A message that comes behind all others.</summary>
    public static void Append(Case @case, CaseUpdate message)
    {
        if (!IsMessage(message))
            return;
        Count(@case, message.Direction, message.SentAt);
        if (message.Direction is UpdateDirection.Outgoing)
            @case.WaitingSince = @case.WaitingSince > message.SentAt ? @case.WaitingSince : null;
        else if (!IsAnswered(message.SentAt, message.CreatedAt, @case.LastClosedAt))
            @case.WaitingSince = @case.WaitingSince < message.SentAt ? @case.WaitingSince : message.SentAt;
    }

    private static void Count(Case @case, UpdateDirection direction, DateTime sentAt)
    {
        @case.MessageCount++;
        (@case.LastMessageAt, @case.LastMessageDirection) = (sentAt, direction);
        if (direction is UpdateDirection.Outgoing)
            @case.LastOutgoingAt = sentAt;
        else
            @case.LastIncomingAt = sentAt;
    }

    private async Task SettleWholeAsync(
        List<Case> cases,
        List<EntityEntry<CaseUpdate>> changed,
        CancellationToken token
    )
    {
        var numbers = cases.ConvertAll(c => c.Number);
        var ids = changed.Where(entry => entry.State is not EntityState.Added).Select(entry => entry.Entity.Id);
        var stored = await db
            .CaseUpdates.Where(update =>
                numbers.Contains(update.CaseNumber) && update.Direction != UpdateDirection.Note
            )
            .Select(update => new Message(
                update.CaseNumber,
                update.Id,
                update.Direction,
                update.SentAt,
                update.CreatedAt
            ))
            .ToListAsync(token);
        var moved = ids.ToHashSet();
        var messages = stored
            .Where(message => !moved.Contains(message.Id))
            .Concat(changed.Where(entry => entry.State is not EntityState.Deleted).Select(Of))
            .OrderBy(message => message.SentAt)
            .ThenBy(message => message.Id)
            .ToLookup(message => message.Case);
        var opened = await db
            .FieldChanges.Where(row =>
                numbers.Contains(row.Change.CaseNumber!.Value)
                && row.Change.Kind == ChangeKind.Created
                && row.Field == OpenedBy
            )
            .Select(row => row.Change.CaseNumber!.Value)
            .ToListAsync(token);
        foreach (var @case in cases)
            Settle(@case, [.. messages[@case.Number]], opened.Contains(@case.Number));
    }

    private static void Settle(Case @case, List<Message> messages, bool isOpenedByCustomer)
    {
        @case.MessageCount = 0;
        (@case.LastIncomingAt, @case.LastOutgoingAt) = (null, null);
        (@case.LastMessageAt, @case.LastMessageDirection) = (null, null);
        foreach (var message in messages)
            Count(@case, message.Direction, message.SentAt);
        @case.WaitingSince = null;
        if (CaseRules.IsClosed(@case.Status))
            return;
        var waiting = messages
            .Skip(messages.FindLastIndex(message => message.Direction is UpdateDirection.Outgoing) + 1)
            .Where(message => !IsAnswered(message.SentAt, message.CreatedAt, @case.LastClosedAt))
            .Select(message => (DateTime?)message.SentAt);
        var opening =
            isOpenedByCustomer && @case.LastClosedAt is null && !(@case.LastOutgoingAt >= @case.CreatedAt)
                ? @case.CreatedAt
                : (DateTime?)null;
        @case.WaitingSince = waiting.Append(opening).Min();
    }

    /// <summary>It is not closed any more, or a closing behind which it was opened again was undone.</summary>
    private static bool IsOpenedAgain(EntityEntry<Case> entry) =>
        CaseRules.Reopens(entry.Property(c => c.Status).OriginalValue, entry.Entity.Status)
        || (entry.Entity.ClosedAt is null && entry.Property(c => c.LastClosedAt).IsModified);

    /// <summary>By a closing: by the time of sending, then by that of arrival.</summary>
    private static bool IsAnswered(DateTime sentAt, DateTime arrivedAt, DateTime? closedAt) =>
        sentAt < closedAt || (sentAt == closedAt && arrivedAt <= closedAt);

    /// <summary>
    /// Whether it comes between others, or before the opening, or there may be some that nobody has answered when it opens
    /// the case.
    /// </summary>
    private static bool IsAmong(CaseUpdate message, Case @case, bool reopened) =>
        message.SentAt < @case.LastMessageAt
        || message.SentAt < @case.CreatedAt
        || (reopened && @case.LastMessageAt >= @case.LastClosedAt);

    private static bool IsMessage(CaseUpdate update) => update.Direction is not UpdateDirection.Note;

    private static bool IsOf(Case @case, EntityEntry<CaseUpdate> entry) =>
        entry.Entity.CaseNumber == @case.Number
        || entry.Property(update => update.CaseNumber).OriginalValue == @case.Number;

    private static Message Of(EntityEntry<CaseUpdate> entry) =>
        new(
            entry.Entity.CaseNumber,
            entry.State is EntityState.Added ? long.MaxValue : entry.Entity.Id,
            entry.Entity.Direction,
            entry.Entity.SentAt,
            entry.Entity.CreatedAt
        );

    private sealed record Message(long Case, long Id, UpdateDirection Direction, DateTime SentAt, DateTime CreatedAt);
}
