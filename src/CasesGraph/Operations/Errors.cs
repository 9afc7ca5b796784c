using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Description("An id or a reference in the input that names nothing, or something deleted; nothing was written.")]
public sealed record RelatedObjectNotFoundError(
    [property: Description("Path of the input field that holds the id or the reference.")] IReadOnlyList<string> Field,
    [property: Description("The id that names nothing, or something deleted; null where a reference names nothing.")]
    [property: AsId]
        string? Id,
    [property: Description(
        "The reference as it was given, such as an object with an externalReference; null where an id was given."
    )]
        object? Ref = null
)
    : UserError(
        Id is null
            ? "Nothing has what this reference asks for."
            : $"The {Kind(Id)} that this {(Ref is null ? "id" : "reference")} names does not exist or has been deleted."
    )
{
    private static string Kind(string id) =>
        OpaqueId.TryDecode(id, out var type, out _) ? type.ToLowerInvariant() : "object";
}

[Description("The caller may not do this; nothing was written.")]
public sealed record ForbiddenError(
    [property: Description("What the caller would have to be allowed.")] AccessAction Action
) : UserError("You are not allowed to do this.");

[Description(
    "A selection whose condition leaves nothing out, so that it would reach every object; nothing was written."
)]
public sealed record EmptySelectionError()
    : UserError(
        "The selection has no condition that leaves anything out. Give one, or give expectedCount to mean every object."
    );

[Description("The selection is larger than allowed, or not as large as expected; nothing was written.")]
public sealed record SelectionSizeError(
    [property: Description("How many objects the selection holds.")] int Matched,
    [property: Description("How many were expected, if that was said.")] int? ExpectedCount,
    [property: Description("How many are allowed at the most, if that was said.")] int? MaxCount
)
    : UserError(
        $"The selection holds {Count(Matched)}"
            + (ExpectedCount is { } expected && expected != Matched ? $"; {Count(expected)} were expected" : "")
            + (MaxCount is { } most && Matched > most ? $"; at most {Count(most)} are allowed" : "")
            + "."
    )
{
    private static string Count(int objects) => objects == 1 ? "1 object" : $"{objects} objects";
}
