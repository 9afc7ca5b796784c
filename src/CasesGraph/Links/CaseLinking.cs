using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Operations;

namespace CasesGraph.Links;

/// <summary>What linking and unlinking have in common: the edit of a mass update, for one case and with its errors.</summary>
internal static class CaseLinking
{
    public static HeldReferences Held(Ref<Case> id, Call call) => new([id.Key], all: true, call.Db);

    /// <summary>Links or unlinks; one that changes nothing has no change set.</summary>
    /// <param name="checks">With the mistakes found in what is to be linked.</param>
    public static async Task<Outcome<TPayload>> RunAsync<TPayload>(
        Ref<Case> id,
        LinkPatch links,
        (ChangeAction Action, string? Reason) why,
        InputChecks checks,
        Func<Ref<Case>, Ref<ChangeSet>?, TPayload> payload,
        Call call,
        CancellationToken token
    )
        where TPayload : class
    {
        checks.Reason(why.Reason);
        var @case = await CaseChecks.FindAsync(id, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var parameters = new SqlParameters();
        var seen = await links.SeenAsync(call.Db, token);
        var writer = new CaseEditWriter(
            call,
            CasePatchEdit.Of(CasePatch.OfLinks(seen), parameters, call.Now),
            parameters
        );
        var found = await writer.CheckAsync([@case!.Number], token);
        if (found.Refused is [{ Why: var refusal }])
        {
            var primary = links.Added.ToList().FindIndex(link => link.Role is ContactRole.Primary);
            checks.Add(InputChecks.Path("contacts", InputChecks.Item(primary), "role"), refusal.Code, refusal.Reason);
            return checks.Errors;
        }
        if (found.Changed.Count == 0)
            return payload(id, null);
        var set = await call.NewChangeSetAsync(why.Action, why.Reason, token);
        await writer.WriteAsync(found.Changed, set, token);
        return payload(id, set);
    }
}
