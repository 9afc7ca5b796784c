using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>
/// What cases that are there have of the messages that rows bring: the one with the same id in another system, and where a
/// message has none, the one of the same time and text.
/// </summary>
internal sealed class HeldMessages
{
    private readonly HashSet<(long Number, string Reference)> references = [];
    private readonly HashSet<(long Number, DateTime SentAt, string Text)> texts = [];

    public static async Task<HeldMessages> LoadAsync(
        IEnumerable<(long Number, RowMessage Message)> brought,
        Call call,
        CancellationToken token
    )
    {
        var held = new HeldMessages();
        // What rows before have brought is not in the database yet where they are only tried.
        foreach (var added in call.Db.ChangeTracker.Entries<CaseUpdate>().Select(entry => entry.Entity))
            held.Know(added);
        var all = brought.ToLookup(one => one.Message.ExternalReference is not null);
        var names = all[true].Select(one => one.Message.ExternalReference!).Where(TextRules.IsStorable).ToList();
        if (names.Count > 0)
            held.references.UnionWith(
                (
                    await call
                        .Db.CaseUpdates.Where(update =>
                            update.ExternalReference != null && names.Contains(update.ExternalReference)
                        )
                        .Select(update => new { update.CaseNumber, update.ExternalReference })
                        .ToListAsync(token)
                ).Select(one => (one.CaseNumber, one.ExternalReference!))
            );
        var timed = all[false].Where(one => one.Message.SentAt is not null).ToList();
        if (timed.Count == 0)
            return held;
        var numbers = timed.Select(one => one.Number).Distinct().ToList();
        var times = timed.Select(one => one.Message.SentAt!.Value).Distinct().ToList();
        held.texts.UnionWith(
            (
                await call
                    .Db.CaseUpdates.Where(update =>
                        numbers.Contains(update.CaseNumber) && times.Contains(update.SentAt)
                    )
                    .Select(update => new
                    {
                        update.CaseNumber,
                        update.SentAt,
                        update.Text,
                    })
                    .ToListAsync(token)
            ).Select(one => (one.CaseNumber, one.SentAt, one.Text))
        );
        return held;
    }

    private void Know(CaseUpdate update)
    {
        if (update.ExternalReference is { } reference)
            references.Add((update.CaseNumber, reference));
        texts.Add((update.CaseNumber, update.SentAt, update.Text));
    }

    public bool Has(long number, RowMessage message) =>
        message switch
        {
            { ExternalReference: { } reference } => references.Contains((number, reference)),
            { SentAt: { } at } => texts.Contains((number, at, message.Text)),
            _ => false,
        };
}
