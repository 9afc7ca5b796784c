using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

[Description("An API key that is to have another secret.")]
public sealed record RotateApiKeyInput(
    [property: Description("The id of the key.")] Ref<ApiKey> Id,
    [property: Description(
        "For how many hours from now the secret that the key has works too, from 0 to 168. One from before an earlier rotation works no more."
    )]
        int OverlapHours = 24,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason = null
);

[Description("The key with its new secret, or why it has none.")]
[Errors(typeof(NotFoundError<ApiKey>), typeof(ApiKeyEndedError), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RotateApiKeyPayload(
    [property: Description("The key, which expires when it did before.")] Ref<ApiKey>? ApiKey,
    [property: Description(
        "The key with its new secret. It is shown here alone and kept nowhere; null when the call was repeated with its idempotency key."
    )]
    [property: ShownOnce]
        string? Secret,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => nameof(RotateApiKeyPayload);
}

internal sealed class RotateApiKey : IOperation<RotateApiKeyInput, RotateApiKeyPayload>
{
    private const int MostHours = 168;

    public async Task<Outcome<RotateApiKeyPayload>> RunAsync(
        RotateApiKeyInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        if (input.OverlapHours is < 0 or > MostHours)
            checks.Add(
                InputChecks.Path("overlapHours"),
                ValidationCode.InvalidValue,
                $"Both secrets work together for 0 to {MostHours} hours."
            );
        var key = await call.Db.Rows<ApiKey>().SingleOrDefaultAsync(one => one.Id == input.Id.Key, token);
        if (key is { RevokedAt: not null } || key?.ExpiresAt <= call.Now)
            checks.Add(new ApiKeyEndedError(input.Id));
        else if (key is not null)
            await KeyReach.CheckAsync(key, at: "id", call, checks, token);
        // A malformed id has been noted when it was read.
        else if (input.Id.Key != 0)
            checks.Add(new NotFoundError<ApiKey>(input.Id));
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var shown = KeyText.WithSecret(key!.KeyId);
        (key.PreviousSecretHash, key.PreviousUntil) = (key.SecretHash, call.Now.AddHours(input.OverlapHours));
        key.SecretHash = shown.SecretHash;
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new RotateApiKeyPayload(input.Id, shown.Reveal(), set);
    }
}
