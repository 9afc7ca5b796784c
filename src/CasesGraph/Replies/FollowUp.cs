using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Replies;

/// <summary>
/// The case that a customer's message opens where the one that it answers was closed long ago: that one stays as it is, and
/// whoever works on the new one finds it.
/// </summary>
internal sealed class FollowUp(Case closed, Call call)
{
    private static readonly LinkPart Contacts = CaseParts.Links.Single(part => part.Target == typeof(Contact));

    /// <summary>What was written elsewhere may have been written while the case was still open, however late it comes.</summary>
    public static bool IsDue(Case @case, FollowUpSettings settings, DateTime sentAt) =>
        @case.ClosedAt is { } closedAt && closedAt.AddDays(settings.ReopenDays) < sentAt;

    /// <summary>Saves it with the message, its files, and the contacts of the closed case.</summary>
    /// <param name="message">From a contact; of no case yet.</param>
    /// <param name="files">Those of the message.</param>
    public async Task<(Ref<Case> Case, Ref<ChangeSet> Set)> OpenAsync(
        CaseUpdate message,
        IEnumerable<Attachment> files,
        IEnumerable<LinkPatch> links,
        string? reason,
        CancellationToken token
    )
    {
        var made = new Case
        {
            Subject = closed.Subject,
            Type = closed.Type,
            Priority = closed.Priority,
            Source = closed.Source,
            AccountId = await AccountAsync(token),
            TeamId = await TeamAsync(token),
            OpenedById = message.Author.ContactId,
            FollowUpOfNumber = closed.Number,
        };
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
        CaseRules.Create(made, statusGiven: false, detailOf: null, defaults, call.Now);
        var linked = await CaseLinks.NewAsync([], [await ContactsAsync(token), .. links], call, token);
        var log = new NewCaseLog(call, made, [.. linked, message, .. files]);
        await call.Linked.LoadAsync(Names(made), token);
        var set = await log.SaveAsync(ChangeAction.Reply, reason, token);
        return (new(made.Number), set);
    }

    /// <summary>Nothing new refers to what is deleted.</summary>
    private async Task<long?> AccountAsync(CancellationToken token) =>
        closed.AccountId is { } key
        && await call.Db.Set<Account>().AnyAsync(one => one.Id == key && one.DeletedAt == null, token)
            ? key
            : null;

    private async Task<long> TeamAsync(CancellationToken token) =>
        await call.Db.Set<Team>().AnyAsync(one => one.Id == closed.TeamId && one.Active && one.DeletedAt == null, token)
            ? closed.TeamId
            : Team.FirstId;

    private async Task<LinkPatch> ContactsAsync(CancellationToken token)
    {
        var links = await Contacts.LoadAsync([closed.Number], call.Db, token);
        var keys = links.Select(link => link.Key).ToList();
        var inUse = await call
            .Db.Set<Contact>()
            .Where(one => keys.Contains(one.Id) && one.DeletedAt == null)
            .Select(one => one.Id)
            .ToListAsync(token);
        return LinkPatch.Of(
            Contacts,
            links.Where(link => inUse.Contains(link.Key)).Select(link => new PatchedLink(link.Key, link.Role))
        );
    }

    /// <summary>What the log shows by name.</summary>
    private static IEnumerable<(Type, long)> Names(Case made)
    {
        yield return (typeof(Team), made.TeamId);
        yield return (typeof(Contact), made.OpenedById!.Value);
        if (made.AccountId is { } account)
            yield return (typeof(Account), account);
    }
}
