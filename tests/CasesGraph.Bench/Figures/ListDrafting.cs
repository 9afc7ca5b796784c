using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>The arguments that the lists of cases share.</summary>
internal static class ListDrafting
{
    public static string FirstPage(this TextDraft draft) =>
        draft.Coin() ? draft.Arguments(draft.WholeFilter()) : draft.Arguments(draft.Filter(draft.Coin(), draft.Coin()));

    /// <summary>A cursor is good for one filter only, so both stand in the document or neither does.</summary>
    public static string LaterPage(this TextDraft draft)
    {
        var asVariables = draft.Coin();
        return draft.Arguments(
            asVariables && draft.Coin() ? draft.WholeFilter() : draft.Filter(asVariables, asVariables),
            $"after: {draft.Value("after", "String!", asVariables)}"
        );
    }

    private static string Arguments(this TextDraft draft, string where, params string[] more) =>
        $"({draft.Shuffled(
            ", ",
            [$"first: {draft.Value("first", "Int!")}", $"where: {where}", "order: [{ updatedAt: DESC }]", .. more]
        )})";

    private static string WholeFilter(this TextDraft draft) =>
        draft.Whole("where", "CaseFilterInput", ("status", ["status", "eq"]), ("priority", ["priority", "eq"]));

    private static string Filter(this TextDraft draft, bool statusAsVariable, bool priorityAsVariable)
    {
        var status = $"status: {{ eq: {draft.Value("status", "CaseStatus!", statusAsVariable)} }}";
        var priority = $"priority: {{ eq: {draft.Value("priority", "CasePriority!", priorityAsVariable)} }}";
        return $"{{ {draft.Shuffled(", ", status, priority)} }}";
    }
}
