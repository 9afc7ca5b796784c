using CasesGraph.Graph.Reading;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>A field of Subscription. As with the other roots, mistakes are found while preparing.</summary>
internal abstract record SubscriptionField(string Name, string Type, string Description)
    : SchemaField(Name, Type, Description)
{
    public abstract PreparedSubscription Prepare(CollectedField field, FieldReading request, Execution execution);
}

/// <summary>A subscription that can begin.</summary>
internal delegate Task<Subscription> PreparedSubscription(CancellationToken token);
