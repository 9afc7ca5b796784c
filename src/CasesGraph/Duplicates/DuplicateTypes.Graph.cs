using CasesGraph.Graph.Types;
using GraphQL.Types;

namespace CasesGraph.Duplicates;

internal static class DuplicateTypes
{
    public const string Probe = "DuplicateProbeInput";

    public static void Ensure(TypeRegistry types)
    {
        types.Ensure(Probe, MakeProbe);
        types.Ensure("DuplicateDraftInput", MakeDraft);
    }

    private static InputObjectGraphType MakeProbe()
    {
        var made = new InputObjectGraphType
        {
            Name = Probe,
            Description = "What duplicates are sought of: a case, or one that is about to be created.",
            IsOneOf = true,
        };
        made.AddField(
            "caseId",
            "ID",
            "The opaque id or the number of a case; one that there is not has no duplicates."
        );
        made.AddField("draft", "DuplicateDraftInput", "A case before it is created.");
        return made;
    }

    private static InputObjectGraphType MakeDraft()
    {
        var made = new InputObjectGraphType
        {
            Name = "DuplicateDraftInput",
            Description = "A case before it is created, as much of it as is known; it counts as created now.",
        };
        made.AddField("subject", "String!", "Its subject, of at most 255 characters.");
        made.AddField("accountId", "ID", "The account that it will belong to.");
        made.AddField("contactIds", "[ID!]", "The contacts that it will be linked to; at most 100.");
        return made;
    }
}
