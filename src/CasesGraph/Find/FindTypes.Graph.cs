using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Find;

internal static class FindTypes
{
    public const string Hit = "FindHit";

    public static void Ensure(TypeRegistry types)
    {
        types.Ensure(typeof(RecordType));
        types.Ensure(Hit, MakeHit);
        ExcerptTypes.Ensure(types);
        foreach (var (_, type) in EntityModel.Logged)
            types.Ensure(EntityModel.Of(type));
    }

    private static ObjectGraphType MakeHit()
    {
        var made = new ObjectGraphType { Name = Hit, Description = "A record that was found." };
        made.AddField("record", "Node!", "The record: a case, account, contact, bug, user or tag.");
        made.AddField("excerpt", ExcerptTypes.Excerpt, "Where its words were found.").Arguments =
            ExcerptTypes.Arguments;
        return made;
    }
}
