using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Keys;

[Description("A new API key.")]
public sealed record CreateApiKeyInput(
    [property: Description("The id of the user as whom the key acts; the caller when not given.")] Ref<User>? UserId,
    [property: Description("What people are to call it, at most 100 characters.")] string Name,
    [property: Description(
        "What alone the key may do, as far as the user may; not given: all that the user may. Nobody but administrators can name what they may not do themselves, or leave it out for another user."
    )]
        IReadOnlyList<AccessAction>? Scopes,
    [property: Description(
        "From where alone it works: at most 50 addresses, or such with the length of their prefix (CIDR), such as 192.0.2.0/24; not given: from everywhere, where the setting ApiKeys:RequireNetworks does not ask for them."
    )]
        IReadOnlyList<string>? Networks,
    [property: Description(
        "When it works no more; not given: in 365 days. It is at most 730 days away, or what the setting ApiKeys:MaxDays says."
    )]
        DateTime? ExpiresAt,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new key, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateApiKeyPayload(
    [property: Description("The key that was created.")] Ref<ApiKey>? ApiKey,
    [property: Description(
        "The key itself, to be sent as Authorization: Bearer. It is shown here alone and kept nowhere; null when the call was repeated with its idempotency key."
    )]
    [property: ShownOnce]
        string? Secret,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => nameof(CreateApiKeyPayload);
}

internal sealed class CreateApiKey(KeySettings settings) : IOperation<CreateApiKeyInput, CreateApiKeyPayload>
{
    private const int MostNetworks = 50;

    public async Task<Outcome<CreateApiKeyPayload>> RunAsync(
        CreateApiKeyInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var user = input.UserId?.Key ?? call.Caller.Actor.UserId ?? 0;
        if (user != call.Caller.Actor.UserId && !call.Caller.May(AccessAction.KeysManage))
            return new ForbiddenError(AccessAction.KeysManage);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        checks.Text(InputChecks.Path("name"), (ScalarField)EntityModel.Of<ApiKey>().Find("name")!, input.Name);
        var references = new ReferenceChecks(call, checks);
        references.Add(InputChecks.Path("userId"), typeof(User), user);
        await references.RunAsync(token);
        if (input.Scopes is [])
            checks.Add(InputChecks.Path("scopes"), ValidationCode.TooShort, "A key that may do nothing is of no use.");
        var shown = KeyText.New();
        var key = new ApiKey
        {
            Name = input.Name,
            KeyId = shown.Id,
            UserId = user,
            SecretHash = shown.SecretHash,
            Scopes = KeyScopes.Of(input.Scopes),
            Networks = GivenNetworks(input, checks),
            CreatedById = call.Caller.Actor.UserId,
            ExpiresAt = await ExpiryAsync(input, call, checks, token),
        };
        if (checks.Errors.Length == 0)
            await KeyReach.CheckAsync(key, at: null, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        call.Db.Add(key);
        var set = await call.SaveAsync(ChangeAction.Create, input.Reason, token);
        return new CreateApiKeyPayload(new(key.Id), shown.Reveal(), set);
    }

    private string? GivenNetworks(CreateApiKeyInput input, InputChecks checks)
    {
        if (input.Networks is not { } given)
        {
            if (settings.RequireNetworks)
                checks.Add(
                    InputChecks.Path("networks"),
                    ValidationCode.Required,
                    "Name from where the key is to work: the setting ApiKeys:RequireNetworks asks for it."
                );
            return null;
        }
        if (given.Count is 0 or > MostNetworks)
            checks.Add(
                InputChecks.Path("networks"),
                given.Count == 0 ? ValidationCode.TooShort : ValidationCode.TooMany,
                $"A key has from 1 to {MostNetworks} networks{(settings.RequireNetworks ? "" : ", or works from everywhere where none are given")}."
            );
        var networks = given.Select(KeyNetworks.Parse).ToList();
        foreach (var (index, _) in networks.Index().Where(one => one.Item is null))
            checks.Add(
                InputChecks.Path("networks", InputChecks.Item(index)),
                ValidationCode.InvalidValue,
                "This is no address or network such as 192.0.2.0/24 or 2001:db8::/32, with nothing but zeros behind the prefix."
            );
        if (settings.RequireNetworks)
        {
            foreach (var (index, _) in networks.Index().Where(one => one.Item is { PrefixLength: 0 }))
                checks.Add(
                    InputChecks.Path("networks", InputChecks.Item(index)),
                    ValidationCode.InvalidValue,
                    "This is everywhere: the setting ApiKeys:RequireNetworks asks from where alone the key is to work."
                );
        }
        return KeyNetworks.Of(networks.OfType<System.Net.IPNetwork>());
    }

    /// <summary>Where nobody says, a key does not outlive the one by which it is made.</summary>
    private async Task<DateTime> ExpiryAsync(
        CreateApiKeyInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (input.ExpiresAt is not { } given)
        {
            var usual = call.Now.AddDays(settings.DefaultDays);
            var shown = call.Caller.ApiKeyId is { } id ? await call.Db.FindAsync<ApiKey>([id], token) : null;
            return shown is not null && shown.ExpiresAt < usual ? shown.ExpiresAt : usual;
        }
        if (given <= call.Now || given > call.Now.AddDays(settings.MaxDays))
            checks.Add(
                InputChecks.Path("expiresAt"),
                ValidationCode.InvalidValue,
                $"The time has to come, within {settings.MaxDays} days."
            );
        return given;
    }
}
