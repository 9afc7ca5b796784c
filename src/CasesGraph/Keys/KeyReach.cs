using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Keys;

/// <summary>
/// Whoever gets the secret of a key may do by it what the key may. So nobody gets one that may do more than they may
/// themselves; and whoever has shown a key gets none that works longer, or in other places.
/// </summary>
internal static class KeyReach
{
    /// <summary>Notes in what a key is wider than its caller.</summary>
    /// <param name="key">With what it is to have.</param>
    /// <param name="at">The field of the input by which it was chosen; null where its parts are given there.</param>
    public static async Task CheckAsync(ApiKey key, string? at, Call call, InputChecks checks, CancellationToken token)
    {
        var shown = call.Caller.ApiKeyId is { } id ? await call.Db.FindAsync<ApiKey>([id], token) : null;
        var isOwn = call.Caller.Actor.UserId == key.UserId;
        if (Mistake(KeyScopes.Read(key.Scopes), call.Caller.Access, isOwn && shown?.Scopes is null) is { } wider)
            Add("scopes", wider);
        if (shown is null)
            return;
        if (!KeyNetworks.Cover(KeyNetworks.Read(shown.Networks), KeyNetworks.Read(key.Networks)))
            Add("networks", "The key would work where the one that was shown does not.");
        if (key.ExpiresAt > shown.ExpiresAt)
            Add("expiresAt", "The key would work longer than the one that was shown.");

        void Add(string field, string message) =>
            checks.Add(InputChecks.Path(at ?? field), ValidationCode.Forbidden, message);
    }

    /// <summary>What of a key's scopes is wider; null where nothing is.</summary>
    /// <param name="mayLeaveOpen">Whether the key may do all that its user may, whatever that will be.</param>
    private static string? Mistake(IReadOnlyList<AccessAction>? scopes, AccessShape access, bool mayLeaveOpen)
    {
        if (access.IsAdministrator)
            return null;
        if (scopes is null)
            return mayLeaveOpen ? null : "Name what the key may do: it would allow more than you may do yourself.";
        var wider = scopes.Where(action => !access.May(action)).Select(Name).ToList();
        return wider.Count == 0
            ? null
            : $"The key would allow more than you may do yourself: {string.Join(", ", wider)}.";
    }

    private static string Name(AccessAction action) => Naming.UpperSnake($"{action}");
}
