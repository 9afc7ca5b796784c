using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Keys;

/// <summary>Values of a key that is there are given by undoing alone, which must not bring back what was revoked.</summary>
internal sealed class ApiKeyRules : EntityRules<ApiKey>
{
    protected override Task CheckAsync(
        EntityValues<ApiKey> values,
        ApiKey? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        checks.Add(InputChecks.Path("id"), ValidationCode.Forbidden, "What was done to an API key stays as it is.");
        return Task.CompletedTask;
    }
}
