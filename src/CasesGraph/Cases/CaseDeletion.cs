using CasesGraph.Operations;

namespace CasesGraph.Cases;

/// <summary>What deleteCases and restoreCases have in common.</summary>
internal static class CaseDeletion
{
    public static async Task<Outcome<TPayload>> RunAsync<TPayload>(
        CaseSelection selection,
        SelectionGuards guards,
        SoftDeletion<Case> deletion,
        Func<SoftDeletion<Case>, TPayload> payload,
        Call call,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Reason(deletion.Reason);
        var keys = await selection.KeysAsync(deletion.Restore, guards, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        await deletion.RunAsync(keys, token);
        return payload(deletion);
    }
}
