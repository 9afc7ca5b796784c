namespace CasesGraph.Data;

/// <summary>
/// A full-text index: which table it is over, and its columns. Each text is indexed once, where it is stored; a case's
/// search joins the indexes of its own text, its conversation, its account and its contacts.
/// </summary>
/// <param name="Table">The index's name.</param>
/// <param name="Over">The indexed table.</param>
/// <param name="Key">The indexed table's integer key.</param>
/// <param name="Columns">The indexed columns; the number counts as text.</param>
internal sealed record SearchIndex(string Table, string Over, string Key, params string[] Columns)
{
    /// <summary>What a write touches when it changes the text: other columns where an indexed one is computed.</summary>
    public IReadOnlyList<string> WrittenColumns { get; init; } =
    [.. Columns.Where(column => !string.Equals(column, Key, StringComparison.Ordinal))];

    /// <summary>Columns that hold words of the index as they are, not texts.</summary>
    public IReadOnlyList<string> Ready { get; init; } = [];

    public static SearchIndex Cases { get; } =
        new("CaseText", "Case", "Number", "Number", "Subject", "Description", "Resolution", "SubjectBands")
        {
            Ready = ["SubjectBands"],
        };
    public static SearchIndex Updates { get; } = new("CaseUpdateText", "CaseUpdate", "Id", "Text");
    public static SearchIndex Accounts { get; } = new("AccountText", "Account", "Id", "Name");
    public static SearchIndex Contacts { get; } =
        new("ContactText", "Contact", "Id", "FullName") { WrittenColumns = ["FirstName", "LastName"] };
    public static SearchIndex Bugs { get; } = new("BugText", "Bug", "Number", "Number", "Subject", "Description");
    public static SearchIndex Users { get; } = new("UserText", "User", "Id", "UserName", "FullName");

    public static IReadOnlyList<SearchIndex> All { get; } = [Cases, Updates, Accounts, Contacts, Bugs, Users];

    /// <summary>For the migration of the first version, which knew no bands.</summary>
    public static IReadOnlyList<SearchIndex> OfFirstVersion { get; } =
    [new("CaseText", "Case", "Number", "Number", "Subject", "Description", "Resolution"), .. All.Skip(1)];
}
