using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Duplicates;

[Description("Cases that are likely one request: each is linked to another of them by a score of at least 0.75.")]
public sealed record DuplicateCaseGroup(
    [property: Description("How many cases the group has; at least two.")] int Count,
    [property: Description("The score of the two that are most alike, as duplicateCases has it.")] double Score,
    [property: Description("What speaks for these two.")] IReadOnlyList<DuplicateReason> Reasons,
    [property: Description("The cases, the lowest number first; of a larger group the first 50.")]
        IReadOnlyList<Ref<Case>> Cases
);

[Description("One of the groups with its place in the list.")]
public sealed record DuplicateCaseGroupsEdge(
    [property: Description("The place in the list, for after.")] string Cursor,
    [property: Description("The group at this place.")] DuplicateCaseGroup Node
);

[Description("A page of groups of likely duplicates.")]
public sealed record DuplicateCaseGroupsConnection(
    [property: Description("Where the page stands in the whole list.")] PageInfo PageInfo,
    [property: Description("The groups of the page, each with its cursor.")]
        IReadOnlyList<DuplicateCaseGroupsEdge>? Edges,
    [property: Description("The groups of the page, without cursors.")] IReadOnlyList<DuplicateCaseGroup>? Nodes,
    [property: Description("How many groups there are in all.")] int TotalCount
);

/// <summary>The connection's own type of the schema, for a list that no table is behind.</summary>
public sealed record PageInfo(
    [property: Description("Whether more rows follow behind this page.")] bool HasNextPage,
    [property: Description("Whether rows stand before this page.")] bool HasPreviousPage,
    [property: Description("The first row's cursor; null on an empty page.")] string? StartCursor,
    [property: Description("The last row's cursor; null on an empty page.")] string? EndCursor
);
