using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Keys;

[Description("The key was revoked or has expired, and does not come back; nothing was written.")]
public sealed record ApiKeyEndedError([property: Description("The key as it ended.")] Ref<ApiKey> ApiKey)
    : UserError("The key was revoked or has expired. Create another.");
