using CasesGraph.Keys;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>What keys add to a change set: by it one tells what a portal did in a contact's name.</summary>
public sealed partial class ChangeSet
{
    public long? ApiKeyId { get; set; }

    [Field(
        "The API key that the actor has shown, or by which a portal acted as the contact; null for none.",
        Before = nameof(Reason),
        Filterable = false,
        Sortable = false
    )]
    public ApiKey? ApiKey { get; set; }
}
