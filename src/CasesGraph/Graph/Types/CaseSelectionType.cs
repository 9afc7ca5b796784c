using CasesGraph.Cases;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>Which cases a mutation is about: by ids, or by the list's own filter.</summary>
internal static class CaseSelectionType
{
    public const string Name = "CaseSelectionInput";

    public static void Ensure(TypeRegistry types)
    {
        types.Ensure(Name, Selection);
        types.Ensure("CaseMatchInput", () => Match(types));
    }

    private static InputObjectGraphType Selection()
    {
        var made = new InputObjectGraphType
        {
            Name = Name,
            Description = "Which cases: by their ids or by a filter, one of the two.",
            IsOneOf = true,
        };
        made.AddField(TypeText.Field("ids", "[ID!]", "Ids or numbers of the cases; one given twice counts once."));
        made.AddField(
            TypeText.Field("matching", "CaseMatchInput", "All cases that meet a condition when the call is accepted.")
        );
        return made;
    }

    private static InputObjectGraphType Match(TypeRegistry types)
    {
        FilterTypes.Ensure(types, "CaseFilterInput", EntityModel.Of<Case>(), node: null);
        var made = new InputObjectGraphType
        {
            Name = "CaseMatchInput",
            Description =
                "A condition as the list of cases takes it. One that leaves nothing out, whatever the cases hold, such as contains with an empty text, is refused unless expectedCount is given.",
        };
        made.AddField(TypeText.Field("where", "CaseFilterInput", "Only cases that meet this condition."));
        made.AddField(TypeText.Field("search", "String", "Only cases that this search finds."));
        return made;
    }
}
