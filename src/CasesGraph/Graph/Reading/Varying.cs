using CasesGraph.Access;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// All that another request with the same document may have otherwise: variables, the time and the caller. There is no
/// other way to them, and each look is counted, so what was read without one is good for every request. It is kept with
/// the document, and this never is.
/// </summary>
internal sealed class Varying(
    ValidOperation valid,
    WrittenOrder written,
    TimeProvider clock,
    Caller caller,
    AccessShape access,
    NamedConditions conditions,
    DateTime? moment = null
)
{
    private DateTime? now = moment;

    /// <summary>How often something was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>The one moment that relative times of the request are measured from.</summary>
    public DateTime Now
    {
        get
        {
            Note();
            return now ??= clock.GetUtcNow().UtcDateTime;
        }
    }

    /// <summary>The key of the user who calls; null when nobody does.</summary>
    public long? Me
    {
        get
        {
            Note();
            return caller.Actor.UserId;
        }
    }

    /// <summary>What the caller may do: plans and steps are kept by it, so it is no look.</summary>
    public AccessShape Access => access;

    /// <summary>The kept conditions that the request names.</summary>
    public NamedConditions Conditions => conditions;

    /// <summary>Looks up those that the arguments of a root field name, and of all lists below.</summary>
    public async ValueTask LoadConditionsAsync(GraphQLField field, CancellationToken token)
    {
        // A mutation names one within an input.
        if (valid.Prepared.Operation.Operation is OperationType.Mutation)
            await LoadAsync(field, token);
        foreach (var list in valid.Prepared.FieldsWith(conditions.IsArgument))
            await LoadAsync(list, token);
    }

    private ValueTask LoadAsync(GraphQLField field, CancellationToken token) =>
        valid.Arguments(field) is { } values
            ? conditions.LoadAsync(values.Select(one => KeyValuePair.Create(one.Key, one.Value.Value)), token)
            : default;

    public void Note() => Looks++;

    /// <summary>The key of this request. It is no look: what is kept has the argument, which asks each request for its own.</summary>
    public long Key(KeyArgument argument) => argument.Read(valid);

    public bool IsTrue(GraphQLVariable variable)
    {
        Note();
        return valid.Variables?.Find(variable.Name.Value)?.Value is true;
    }

    /// <summary>The field's coerced arguments; one that was not given, or by an unset variable, is absent.</summary>
    public Dictionary<string, object?> Arguments(GraphQLField field)
    {
        if (valid.Prepared.NeedsVariables(field))
            Note();
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (valid.Arguments(field) is not { } values)
            return given;
        foreach (var (name, value) in values)
            given[name] = value.Value;
        if (given.TryGetValue("order", out var order) && order is IEnumerable<object> keys)
            given["order"] = written.Sorted(field, [.. keys]);
        // They are kept elsewhere, and may be others for the next request.
        if (conditions.Resolve(given))
            Note();
        return given;
    }
}
