using CasesGraph.Graph.Types;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what is selected of what a search has found.</summary>
internal static class ExcerptReader
{
    public static SelectedExcerpt Read(RequestReading request, CollectedField field)
    {
        var length = request.Arguments(field.Field).GetValueOrDefault("length") as int? ?? Excerpt.Default;
        if (length is < Excerpt.Shortest or > Excerpt.Longest)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                $"'length' can be {Excerpt.Shortest} to {Excerpt.Longest}, and {length} was given."
            )
            {
                Argument = "length",
            };
        }
        var parts = request.Fields.Collect(request.ObjectType(ExcerptTypes.Excerpt), field.Selection);
        return new SelectedExcerpt(
            field.Key,
            length,
            [.. parts.Select(part => new ExcerptPart(part.Key, part.Name, Below(request, part)))],
            request.Varying.Access
        );
    }

    private static IReadOnlyList<(string Key, string Name)> Below(RequestReading request, CollectedField part) =>
        part.Name is not "marks"
            ? []
            :
            [
                .. request
                    .Fields.Collect(request.ObjectType(ExcerptTypes.Mark), part.Selection)
                    .Select(of => (of.Key, of.Name)),
            ];
}
