using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.Conversation;

/// <summary>The conversation as a part of the case.</summary>
internal sealed class UpdatesPart : ItemPart<CaseUpdate>
{
    public override CaseField Field { get; } = new("UPDATES");
    public override string Description => "One message or note of the conversation.";
    public override int Place => 3;
    public override string Stays => "Messages stay.";
    public override string Gone => Stays;

    public override void SettleNew(Case @case, IEnumerable<ICaseItem> items)
    {
        foreach (var message in items.Cast<CaseUpdate>())
            ConversationTimes.Append(@case, message);
    }

    public override Task SettleAsync(IReadOnlyCollection<Case> cases, CasesDb db, CancellationToken token) =>
        new ConversationTimes(db).SettleAsync(cases, token);

    public override Task SettleReopenedAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token) =>
        new ConversationTimes(db).SettleReopenedAsync(cases, token);
}
