using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>Connection and edge of a list, in the shape that HotChocolate and Relay share.</summary>
internal static class ConnectionTypes
{
    public static void Ensure(TypeRegistry types, string name, Type nodeType, IReadOnlyList<ScalarField> edgeFields)
    {
        var node = EntityModel.Of(nodeType);
        types.Ensure(node);
        types.Ensure($"{name}Connection", () => Connection(name, node));
        types.Ensure($"{name}Edge", () => Edge(types, name, node, edgeFields));
    }

    private static ObjectGraphType Connection(string name, EntityModel node)
    {
        var plural = Words(node.Plural);
        var made = new ObjectGraphType { Name = $"{name}Connection", Description = $"A page of {plural}." };
        made.AddField("pageInfo", "PageInfo!", "Where the page stands in the whole list.");
        made.AddField("edges", $"[{name}Edge!]", $"The {plural} of the page, each with its cursor.");
        made.AddField("nodes", $"[{node.Name}!]", $"The {plural} of the page, without cursors.");
        made.AddField("totalCount", "Int!", $"How many {plural} match in all; counted only when asked for.");
        made.AddField(
            "estimatedCount",
            "Int!",
            $"About how many {plural} match in all: exact up to 10,000 and below another object, beyond that estimated from a sample or from the database's statistics. Those of several fields are taken as independent, so a filter over some that go together can make it a few times too low or high. For lists so long that totalCount takes long; made only when asked for."
        );
        return made;
    }

    private static ObjectGraphType Edge(
        TypeRegistry types,
        string name,
        EntityModel node,
        IReadOnlyList<ScalarField> edgeFields
    )
    {
        var made = new ObjectGraphType
        {
            Name = $"{name}Edge",
            Description = $"One of the {Words(node.Plural)} with its place in the list.",
        };
        made.AddField("cursor", "String!", "The place in the list, for after and before.");
        made.AddField("node", $"{node.Name}!", $"The {Words(node.Name)} at this place.");
        if (ListArgumentTypes.IsSearched(node.Type))
            ExcerptTypes.AddTo(made, types);
        foreach (var field in edgeFields)
        {
            var type = types.Ensure(field.Scalar) + (field.Required ? "!" : "");
            made.AddField(field.Name, type, field.Description).Metadata[EntityTypes.Model] = field;
        }
        return made;
    }

    public static ObjectGraphType PageInfo()
    {
        var made = new ObjectGraphType { Name = "PageInfo", Description = "Where a page stands in the whole list." };
        made.AddField("hasNextPage", "Boolean!", "Whether more rows follow behind this page.");
        made.AddField(
            "hasPreviousPage",
            "Boolean!",
            "Whether rows stand before this page; after a forward page, whether after was given."
        );
        made.AddField("startCursor", "String", "The first row's cursor; null on an empty page.");
        made.AddField("endCursor", "String", "The last row's cursor; null on an empty page.");
        return made;
    }

    /// <summary>CaseUpdates → case updates.</summary>
    public static string Words(string name) => Naming.Label(name).ToLowerInvariant();
}
