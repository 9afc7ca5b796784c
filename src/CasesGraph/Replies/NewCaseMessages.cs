using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

/// <summary>The conversation that a new case comes with.</summary>
internal sealed record NewCaseMessages(IReadOnlyList<GivenMessage> Messages) : NewCaseItemInput
{
    internal override bool IsGiven => Messages.Count > 0;

    internal override IReadOnlyList<LinkPatch> Links => [.. Messages.SelectMany(message => message.Links)];

    internal override IEnumerable<string> ExternalReferences =>
        Messages.Select(message => message.ExternalReference).OfType<string>();

    internal override void Check(InputChecks checks, ReferenceChecks references)
    {
        foreach (var (index, message) in Messages.Index())
            message.Check(checks, references, "updates", InputChecks.Item(index));
    }

    internal override IEnumerable<ICaseItem> New(Case @case, Call call)
    {
        var entries = Messages.Select(message => (Entry: message.Entry(call), Message: message)).ToList();
        foreach (var (entry, message) in entries.OrderBy(one => one.Entry.SentAt))
        {
            if (entry.Direction is UpdateDirection.Outgoing)
                CaseRules.SendMessage(@case, entry.SentAt);
            yield return entry;
            foreach (var file in message.FilesOf(entry, call))
                yield return file;
        }
    }
}
