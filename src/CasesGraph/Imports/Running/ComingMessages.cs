using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Operations;
using CasesGraph.Replies;

namespace CasesGraph.Imports.Running;

/// <summary>
/// Messages and notes that come to cases which are there: with what they do to these where the import asks for that, else
/// with their times alone. The call saves it.
/// </summary>
internal sealed class ComingMessages
{
    private readonly Call call;
    private readonly StatusDefaults? defaults;
    private readonly HashSet<Case> woken = new(ReferenceEqualityComparer.Instance);

    private ComingMessages(Call call, StatusDefaults? defaults) => (this.call, this.defaults) = (call, defaults);

    public static async Task<ComingMessages> BeginAsync(ImportPlan plan, Call call, CancellationToken token) =>
        new(call, plan.HasEffects ? await StatusDefaults.LoadAsync(call.Db, token) : null);

    /// <summary>Does to a case what they do, before it gets the values of the row: a row that closes it leaves it closed.</summary>
    public void Receive(Case @case, IEnumerable<GivenMessage> messages)
    {
        if (defaults is null || messages.All(message => message.Direction is not UpdateDirection.Incoming))
            return;
        CaseRules.ReceiveMessage(@case, defaults, call.Now);
        woken.Add(@case);
    }

    public void Add(Case @case, GivenMessage message)
    {
        var update = message.Entry(call);
        if (update.Direction is UpdateDirection.Outgoing)
            CaseRules.SendMessage(@case, update.SentAt);
        update.Case = @case;
        call.Db.Add(update);
        foreach (var file in message.FilesOf(update, call))
        {
            file.Case = @case;
            call.Db.Add(file);
        }
    }

    /// <summary>Settles times that follow from both, once the cases have all values.</summary>
    public void Settle()
    {
        foreach (var @case in woken)
            CaseTimes.EditOnce(call.Db.Entry(@case), call.Now);
    }
}
