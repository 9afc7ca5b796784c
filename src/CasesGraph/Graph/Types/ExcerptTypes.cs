using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>What a search has found of a row.</summary>
internal static class ExcerptTypes
{
    public const string Excerpt = "SearchExcerpt";
    public const string Mark = "SearchMark";

    public static QueryArguments Arguments =>
        new(
            TypeText.Argument(
                "length",
                "Int",
                $"At most so many code points, {Query.Excerpt.Shortest} to {Query.Excerpt.Longest}.",
                Query.Excerpt.Default
            )
        );

    public static void AddTo(ObjectGraphType made, TypeRegistry types)
    {
        Ensure(types);
        made.AddField(
            "excerpt",
            Excerpt,
            "Where the search has found the row: a piece of the text that has most of its words. Null without a search."
        ).Arguments = Arguments;
    }

    public static void Ensure(TypeRegistry types)
    {
        types.Ensure(Excerpt, MakeExcerpt);
        types.Ensure(Mark, MakeMark);
    }

    private static ObjectGraphType MakeExcerpt()
    {
        var made = new ObjectGraphType
        {
            Name = Excerpt,
            Description = "A piece of a text around what a search has found in it.",
        };
        made.AddField(
            "field",
            "String!",
            "The field that has the text, by its names from the record on: subject, contacts.email, updates.text."
        );
        made.AddField("text", "String!", "The text as written, or a piece of it with … where it was cut.");
        made.AddField($"marks", $"[{Mark}!]!", "The words that were found in it, in their order.");
        return made;
    }

    private static ObjectGraphType MakeMark()
    {
        var made = new ObjectGraphType { Name = Mark, Description = "A word in an excerpt that a search has found." };
        made.AddField("start", "Int!", "Where it begins in the excerpt's text, in code points from 0.");
        made.AddField("length", "Int!", "How many code points it has.");
        return made;
    }
}
