using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// The kept conditions that a request names. They are looked up before anything of it is read, and come into the arguments
/// that name them as if the request had given them: so what they ask for costs, is allowed and is planned as that would be.
/// </summary>
internal sealed class NamedConditions(KeptConditions[] kinds, ConditionReader reader, Caller caller)
{
    private readonly Dictionary<(string Kind, long Key), Named?> found = [];

    /// <summary>Those of an entity; null where none are kept.</summary>
    public KeptConditions? Of(EntityModel entity) => kinds.FirstOrDefault(kind => kind.Of == entity);

    /// <summary>Whether an argument of this name names one.</summary>
    public bool IsArgument(string name) =>
        kinds.Any(kind => string.Equals(kind.Argument, name, StringComparison.Ordinal));

    /// <summary>Looks up what arguments of a field name.</summary>
    public async ValueTask LoadAsync(IEnumerable<KeyValuePair<string, object?>> given, CancellationToken token)
    {
        foreach (var (name, value) in given)
        {
            foreach (var kind in kinds)
            {
                if (value is IReadOnlyDictionary<string, object?> input)
                    await LoadAsync(kind, input, token);
                else if (string.Equals(name, kind.Argument, StringComparison.Ordinal))
                    await LoadAsync(kind, value, token);
            }
        }
    }

    /// <summary>In an input a selection names it.</summary>
    private async ValueTask LoadAsync(
        KeptConditions kind,
        IReadOnlyDictionary<string, object?> input,
        CancellationToken token
    )
    {
        foreach (var selection in input.Values.OfType<IReadOnlyDictionary<string, object?>>())
        {
            if (
                selection.GetValueOrDefault(Matching) is IReadOnlyDictionary<string, object?> match
                && match.GetValueOrDefault(kind.Argument) is { } id
            )
                await LoadAsync(kind, id, token);
        }
    }

    private async ValueTask LoadAsync(KeptConditions kind, object? id, CancellationToken token)
    {
        if (!IdReader.TryRead(id, kind.Kept, out var key) || found.ContainsKey((kind.Kept.Name, key)))
            return;
        var kept = await kind.FindAsync(key, caller, token);
        found[(kind.Kept.Name, key)] = kept is null ? null : new(kept.Version, reader.Read(kind.Of, kept, caller));
    }

    /// <summary>The arguments of a list, with the condition that they name in its place.</summary>
    /// <returns>Whether they name one.</returns>
    /// <exception cref="RequestErrorException">There is none that could be used.</exception>
    public bool Resolve(Dictionary<string, object?> given)
    {
        var isNamed = false;
        foreach (var kind in kinds)
        {
            if (!given.Remove(kind.Argument, out var id) || id is null)
                continue;
            isNamed = true;
            if (Find(kind, id, out var named) is { } mistake)
                throw new RequestErrorException(
                    mistake.Code is ValidationCode.SavedFilterInvalid
                        ? GraphErrorCode.SavedFilterInvalid
                        : GraphErrorCode.InvalidId,
                    mistake.Message
                )
                {
                    Argument = kind.Argument,
                };
            Add(given, kind, id, named!);
        }
        return isNamed;
    }

    /// <summary>The same of what finds the rows of a mutation.</summary>
    /// <param name="mistakes">Where what cannot be used is noted; null is returned then.</param>
    public Dictionary<string, object?>? Resolve(
        EntityModel entity,
        IReadOnlyDictionary<string, object?> match,
        Action<string, ValidationCode, string> mistakes
    )
    {
        var given = new Dictionary<string, object?>(match, StringComparer.Ordinal);
        if (Of(entity) is not { } kind)
            return given;
        given.Remove(kind.VersionArgument, out var version);
        given.Remove(kind.Argument, out var id);
        if (id is null)
        {
            if (version is null)
                return given;
            mistakes(kind.Argument, ValidationCode.Required, $"{kind.VersionArgument} says of which version it is.");
            return null;
        }
        if (Find(kind, id, out var named) is { } mistake)
        {
            mistakes(kind.Argument, mistake.Code, mistake.Message);
            return null;
        }
        if (version is int expected && expected != named!.Version)
        {
            mistakes(
                kind.VersionArgument,
                ValidationCode.Conflict,
                $"The {kind.Kept.Noun} has changed since version {expected}."
            );
            return null;
        }
        Add(given, kind, id, named!);
        return given;
    }

    /// <summary>Which of a selection's fields has the condition.</summary>
    private const string Matching = "matching";

    /// <summary>Why it cannot be used; null where it can.</summary>
    private (ValidationCode Code, string Message)? Find(KeptConditions kind, object id, out Named? named)
    {
        named = null;
        if (!IdReader.TryRead(id, kind.Kept, out var key))
            return (ValidationCode.InvalidId, $"This is no id of type {kind.Kept.Name}: {Quotation.Of(id)}.");
        if (!found.TryGetValue((kind.Kept.Name, key), out named))
            throw new InvalidOperationException($"The {kind.Kept.Noun} was not looked up.");
        if (named is null)
            return (ValidationCode.NotFound, $"There is no {kind.Kept.Noun} with this id.");
        return named.Condition.Mistakes is [var first, ..]
            ? (
                ValidationCode.SavedFilterInvalid,
                $"The {kind.Kept.Noun} does not fit any more, so nothing was looked for. {first.Text}"
            )
            : null;
    }

    /// <summary>Both conditions must hold, both searches find; the order is that of the request where it gives one.</summary>
    private static void Add(Dictionary<string, object?> given, KeptConditions kind, object id, Named named)
    {
        var kept = named.Condition.Given;
        var where = given.GetValueOrDefault("where");
        given["where"] = where is null
            ? kept["where"]
            : new Dictionary<string, object?>(StringComparer.Ordinal) { ["and"] = new[] { kept["where"], where } };
        if (kept.GetValueOrDefault("search") is string search)
            given["search"] = SearchTerms.Both(search, given.GetValueOrDefault("search") as string);
        if (given.GetValueOrDefault("order") is null && kept.TryGetValue("order", out var order))
            given["order"] = order;
        given[KeptCondition.Identity] = $"{id} {named.Version}";
    }

    private sealed record Named(int Version, ReadCondition Condition);
}
