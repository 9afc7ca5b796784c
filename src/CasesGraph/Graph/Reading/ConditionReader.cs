using CasesGraph.Access;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Reads kept conditions as the lists of their entity read what they are given, whenever that is asked: when one is kept,
/// when it is shown and when it is used.
/// </summary>
/// <param name="services">Where the schema is, once it is asked for: it is made of operations that have this.</param>
internal sealed class ConditionReader(IServiceProvider services, TimeProvider clock)
{
    private ApiSchema Schema => services.GetRequiredService<ApiSchema>();

    /// <summary>Reads one, and tells all that its list would not take of it from the caller.</summary>
    public ReadCondition Read(EntityModel entity, KeptCondition kept, Caller caller)
    {
        var coercion = new JsonCoercion();
        var given = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = coercion.Read("where", kept.Where, new NonNullGraphType(Schema.AllTypes[entity.FilterName]!)),
        };
        if (kept.Order is { } order)
        {
            var key = new NonNullGraphType(Schema.AllTypes[SortTypes.NameOf(entity.Name)]!);
            given["order"] = coercion.Read("order", order, new ListGraphType(key));
        }
        if (kept.Search is { } search)
            given["search"] = search;
        var mistakes = coercion.Mistakes.Count > 0 ? coercion.Mistakes : Mistakes(entity, given, caller, "order");
        return new ReadCondition(given, mistakes);
    }

    /// <summary>Whether JSON is what an argument of an entity's lists takes.</summary>
    /// <param name="type">The argument's.</param>
    public bool Fits(EntityModel entity, string argument, string type, string json, Caller caller)
    {
        var coercion = new JsonCoercion();
        var given = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [argument] = coercion.Read(argument, json, new NonNullGraphType(Schema.AllTypes[type]!)),
        };
        return coercion.Mistakes.Count == 0 && Mistakes(entity, given, caller, argument).Count == 0;
    }

    /// <summary>What the list would not take of coerced arguments; the first, as callers are told it.</summary>
    /// <param name="otherwise">Where a mistake is that does not say in which argument it is.</param>
    private IReadOnlyList<ConditionMistake> Mistakes(
        EntityModel entity,
        Dictionary<string, object?> given,
        Caller caller,
        string otherwise
    )
    {
        var reader = new ListArgumentsReader(
            index: 0,
            () => clock.GetUtcNow().UtcDateTime,
            () => caller.Actor.UserId,
            caller.Access,
            defaultSize: 0,
            mostSize: 0
        );
        try
        {
            reader.Read(given, entity.Plural, entity, node: null);
            return [];
        }
        catch (RequestErrorException mistake)
        {
            return [new([mistake.Argument ?? otherwise], mistake.Message)];
        }
    }
}
