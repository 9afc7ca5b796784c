using CasesGraph.Conversation;

namespace CasesGraph.Data;

/// <summary>
/// A full-text index: which table it is over, and its columns. Each text is indexed once, where it is stored; a case's
/// search joins the indexes of its own text, its conversation, its account and its contacts.
/// </summary>
/// <param name="Table">The index's name.</param>
/// <param name="Over">The indexed table.</param>
/// <param name="Key">The indexed table's integer key.</param>
/// <param name="Columns">Part by part.</param>
internal sealed record SearchIndex(string Table, string Over, string Key, params IReadOnlyList<SearchColumn> Columns)
{
    private static readonly SearchCondition IsNote = new("Direction", (int)UpdateDirection.Note, Holds: true);

    /// <summary>What a write touches when it changes the text: other columns where an indexed one is computed.</summary>
    public IReadOnlyList<string> WrittenColumns { get; init; } =
    [
        .. Columns
            .SelectMany(column => column.Sources)
            .Distinct(StringComparer.Ordinal)
            .Where(column => !string.Equals(column, Key, StringComparison.Ordinal)),
    ];

    public static SearchIndex Cases { get; } =
        OfCases(new SearchColumn("SubjectBands", SearchPart.Text) { IsReady = true });

    public static SearchIndex Updates { get; } =
        new(
            "CaseUpdateText",
            "CaseUpdate",
            "Id",
            new SearchColumn("Text", SearchPart.Text) { Where = IsNote with { Holds = false } },
            new SearchColumn("Note", SearchPart.Internal) { Source = "Text", Where = IsNote }
        );
    public static SearchIndex Accounts { get; } = new("AccountText", "Account", "Id", new SearchColumn("Name"));
    public static SearchIndex Contacts { get; } =
        new("ContactText", "Contact", "Id", new SearchColumn("FullName"))
        {
            WrittenColumns = ["FirstName", "LastName"],
        };
    public static SearchIndex Bugs { get; } =
        new(
            "BugText",
            "Bug",
            "Number",
            new SearchColumn("Number"),
            new SearchColumn("Subject"),
            new SearchColumn("Description")
        );
    public static SearchIndex Users { get; } =
        new("UserText", "User", "Id", new SearchColumn("UserName"), new SearchColumn("FullName"));

    public static IReadOnlyList<SearchIndex> All { get; } = [Cases, Updates, Accounts, Contacts, Bugs, Users];

    /// <summary>For the migration of the first version, which knew no bands.</summary>
    public static IReadOnlyList<SearchIndex> OfFirstVersion { get; } = [OfCases(), .. All.Skip(1)];

    /// <summary>The columns that a search of a part looks into; null when these are all.</summary>
    public IReadOnlyList<SearchColumn>? ColumnsOf(SearchPart part)
    {
        var columns = Columns.Where(column => column.Part <= part).ToList();
        return columns.Count == Columns.Count ? null : columns;
    }

    /// <summary>The column's place, counted from 1.</summary>
    public int LineOf(SearchColumn column) => Columns.ToList().IndexOf(column) + 1;

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
