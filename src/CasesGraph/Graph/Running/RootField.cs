using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Graph.Running;

/// <summary>A field at the root, as the schema shows it.</summary>
/// <param name="Type">As the schema language writes it.</param>
internal abstract record SchemaField(string Name, string Type, string Description)
{
    /// <summary>Makes the types that the field needs, and says its arguments.</summary>
    public abstract QueryArguments? Declare(TypeRegistry types);
}

/// <summary>
/// A field of Query or Mutation. Everything that a caller can get wrong
/// at the level of the request is found while preparing, before anything runs.
/// </summary>
internal abstract record RootField(string Name, string Type, string Description) : SchemaField(Name, Type, Description)
{
    public abstract PreparedField Prepare(CollectedField field, FieldReading request);
}

/// <summary>A field of Query.</summary>
/// <param name="Right">What its callers must be allowed.</param>
internal abstract record QueryField(string Name, string Type, string Description, FieldRight Right)
    : RootField(Name, Type, Description)
{
    /// <summary>The same, which contacts may ask for as well.</summary>
    public QueryField ForContacts() => this with { Right = Right.AndContacts() };
}

/// <summary>A field of Mutation.</summary>
/// <param name="Needs">What its callers must be allowed, whatever they give; null where the operation alone says.</param>
internal abstract record MutationField(string Name, string Type, string Description, AccessAction? Needs)
    : RootField(Name, Type, Description)
{
    public abstract Type InputType { get; }

    /// <summary>The fields of its input that contacts may give; null where it is not for them.</summary>
    public abstract IReadOnlyList<string>? ForContacts { get; }
}

/// <summary>A root field that can run, any number of times; what comes of it writes the field's value.</summary>
internal delegate Task<Action<Utf8JsonWriter>> PreparedField(Execution execution, CancellationToken token);

/// <summary>The root fields of an operation.</summary>
/// <param name="Statements">How many statements they will run: a single one is a snapshot by itself.</param>
/// <param name="Cost">What they cost at most, in points.</param>
/// <param name="FixedCost">What of it does not depend on what is read.</param>
internal sealed record RootSteps(IReadOnlyList<RootStep> Steps, int Statements, double Cost, double FixedCost)
{
    /// <summary>How long its lists take; empty where all is read by keys.</summary>
    public IReadOnlyList<Pace> Paces { get; init; } = [];

    public bool ReadsAll { get; init; }

    /// <summary>What of them the caller may not read, by schema coordinates.</summary>
    public IReadOnlyCollection<string> Hidden { get; init; } = [];

    /// <summary>The ids that each request gives anew.</summary>
    public IReadOnlyList<KeyArgument> Keys { get; init; } = [];
}

/// <summary>One of them, under its response key.</summary>
/// <param name="Nullable">Whether null can stand in the place of the field when it fails.</param>
/// <param name="Cost">What it adds to the cost.</param>
internal sealed record RootStep(
    string Key,
    PreparedField Prepared,
    bool Nullable,
    (RequestCost.Mark From, RequestCost.Mark To) Cost
)
{
    /// <summary>The index of a step before that says the same; null where none does.</summary>
    public int? SameAs { get; init; }
}

/// <summary>A field of Subscription. As with the other roots, mistakes are found while preparing.</summary>
/// <param name="Right">What its callers must be allowed.</param>
internal abstract record SubscriptionField(string Name, string Type, string Description, FieldRight Right)
    : SchemaField(Name, Type, Description)
{
    /// <inheritdoc cref="QueryField.ForContacts"/>
    public SubscriptionField ForContacts() => this with { Right = Right.AndContacts() };

    public abstract PreparedSubscription Prepare(CollectedField field, FieldReading request, Execution execution);
}

internal delegate Task<Subscription> PreparedSubscription(CancellationToken token);
