using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Replies;

[Description("Somebody else has written since lastSeenUpdateId, the customer or a colleague; nothing was written.")]
public sealed record UpdatesSinceError(
    [property: Description("What came since then, in the order in which it came; the newest 20.")]
        IReadOnlyList<Ref<CaseUpdate>> Updates
) : UserError("Somebody else has written to the case meanwhile.");

/// <summary>
/// What came to a case behind an entry that the caller has seen. The log tells when an entry came: what a merge moved in
/// came with it, however long ago it was written.
/// </summary>
internal sealed class UpdatesSince(Case @case, Call call)
{
    private const int MostTold = 20;
    private static readonly UpdatesPart Part = CaseParts.Items.OfType<UpdatesPart>().Single();

    public async Task CheckAsync(Ref<CaseUpdate> seen, InputChecks checks, CancellationToken token)
    {
        var entry = await call
            .Db.Rows<CaseUpdate>()
            .Where(update => update.Id == seen.Key && update.CaseNumber == @case.Number)
            .Select(update => (long?)update.ChangeId)
            .SingleOrDefaultAsync(token);
        if (entry is not { } written)
        {
            const string other = "The case has no such message.";
            checks.Add(InputChecks.Path("lastSeenUpdateId"), ValidationCode.InvalidId, other);
            return;
        }
        var came = (
            await call
                .Db.Set<FieldChange>()
                .Where(row =>
                    row.Change.CaseNumber == @case.Number
                    && row.ChangeId >= written
                    && row.Field == Part.Field
                    && row.Before == null
                    && row.After != null
                )
                .OrderBy(row => row.ChangeId)
                .ThenBy(row => row.Id)
                .Select(row => new { row.ChangeId, After = row.After! })
                .ToListAsync(token)
        ).ConvertAll(row => (Change: row.ChangeId, Id: AuditedFields.Key(row.After)));
        var since = came.FindLast(one => one.Id == seen.Key).Change;
        var later = came.Where(one => one.Change > since).Select(one => one.Id).Distinct().ToList();
        var others = later.Count == 0 ? [] : await OthersAsync(later, token);
        if (others.Count > 0)
            checks.Add(
                new UpdatesSinceError([
                    .. later.Where(others.Contains).TakeLast(MostTold).Select(id => new Ref<CaseUpdate>(id)),
                ])
            );
    }

    /// <summary>Those that are still there, and not the caller's own.</summary>
    private async Task<HashSet<long>> OthersAsync(List<long> ids, CancellationToken token)
    {
        var (user, contact) = (call.Caller.Actor.UserId, call.Caller.Actor.ContactId);
        var found = await call
            .Db.Rows<CaseUpdate>()
            .Where(update => update.CaseNumber == @case.Number && ids.Contains(update.Id))
            .Where(update => update.AuthorUserId != user || update.AuthorContactId != contact)
            .Select(update => update.Id)
            .ToListAsync(token);
        return [.. found];
    }
}
