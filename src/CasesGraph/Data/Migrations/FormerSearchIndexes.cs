using CasesGraph.Model;

namespace CasesGraph.Data.Migrations;

/// <summary>The full-text indexes as migrations have made them, whatever the entities declare now.</summary>
internal static class FormerSearchIndexes
{
    private static readonly SearchCondition IsNote = new("Direction", Value: 2, Holds: true);

    private static readonly IReadOnlyList<SearchIndex> OfOthers =
    [
        new(
            "CaseUpdateText",
            "CaseUpdate",
            "Id",
            new SearchColumn("Text") { Where = IsNote with { Holds = false } },
            new SearchColumn("Note", SearchPart.Internal) { Source = "Text", Where = IsNote }
        ),
        new("AccountText", "Account", "Id", new SearchColumn("Name")),
        new("ContactText", "Contact", "Id", new SearchColumn("FullName") { ComputedFrom = ["FirstName", "LastName"] }),
        new(
            "BugText",
            "Bug",
            "Number",
            new SearchColumn("Number"),
            new SearchColumn("Subject"),
            new SearchColumn("Description")
        ),
        new("UserText", "User", "Id", new SearchColumn("UserName"), new SearchColumn("FullName")),
    ];

    public static SearchIndex CasesOfFirstVersion { get; } = OfCases();

    public static SearchIndex Cases { get; } = OfCases(new SearchColumn("SubjectBands") { IsReady = true });

    /// <summary>The first version knew no bands.</summary>
    public static IReadOnlyList<SearchIndex> OfFirstVersion { get; } = [CasesOfFirstVersion, .. OfOthers];

    /// <summary>Made with its table, later than the others.</summary>
    public static SearchIndex Tags { get; } = new("TagText", "Tag", "Id", new SearchColumn("Name"));

    public static IReadOnlyList<SearchIndex> All { get; } = [Cases, .. OfOthers];

    private static SearchIndex OfCases(params IEnumerable<SearchColumn> bands) =>
        new(
            "CaseText",
            "Case",
            "Number",
            [
                new SearchColumn("Number", SearchPart.Title),
                new SearchColumn("Subject", SearchPart.Title),
                new SearchColumn("Description"),
                new SearchColumn("Resolution"),
                .. bands,
                new SearchColumn("WorkLog", SearchPart.Internal),
            ]
        );
}
