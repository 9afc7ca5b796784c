using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

[Description("API keys that are to work no more.")]
public sealed record RevokeApiKeysInput(
    [property: Description("Ids of the keys.")] IReadOnlyList<Ref<ApiKey>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The keys that work no more, or why none was revoked.")]
[Errors(typeof(NotFoundError<ApiKey>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RevokeApiKeysPayload(
    [property: Description("The keys, also such as were revoked before.")] IReadOnlyList<Ref<ApiKey>>? ApiKeys,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class RevokeApiKeys : IOperation<RevokeApiKeysInput, RevokeApiKeysPayload>
{
    public async Task<Outcome<RevokeApiKeysPayload>> RunAsync(
        RevokeApiKeysInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        // A malformed id has been noted when it was read.
        var ids = input.Ids.Where(id => id.Key != 0).Distinct().ToList();
        var numbers = ids.ConvertAll(id => id.Key);
        var keys = await call.Db.Rows<ApiKey>().Where(key => numbers.Contains(key.Id)).ToListAsync(token);
        foreach (var id in ids.Where(id => !keys.Exists(key => key.Id == id.Key)))
            checks.Add(new NotFoundError<ApiKey>(id));
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        foreach (var key in keys)
            key.RevokedAt ??= call.Now;
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new RevokeApiKeysPayload(ids, set);
    }
}
