namespace CasesGraph.Tests.Import;

/// <summary>What cases come to by files of <see cref="StateRow"/>, worked out by hand.</summary>
internal sealed class StateModel
{
    private readonly SortedDictionary<string, OneCase> cases = new(StringComparer.Ordinal);

    public SortedSet<string> Accounts { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Contacts { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>How many rows were created, updated, unchanged, rejected.</summary>
    public (int Created, int Updated, int Unchanged, int Rejected) Counts { get; private set; }

    /// <summary>Rows that were rejected, with why, by what they say.</summary>
    public List<string> Rejected { get; } = [];

    public IReadOnlyDictionary<string, OneCase> Cases => cases;

    /// <summary>Has a file come to it.</summary>
    public void Take(IReadOnlyList<StateRow> rows)
    {
        (Counts, var keys) = (default, new HashSet<string>(StringComparer.Ordinal));
        var there = cases.Keys.ToHashSet(StringComparer.Ordinal);
        Rejected.Clear();
        foreach (var row in rows)
        {
            var present = cases.GetValueOrDefault(row.Reference);
            var isAgain = row.Reference.Length > 0 && !keys.Add(row.Reference);
            var reasons = Reasons(row, there.Contains(row.Reference), isAgain).Order(StringComparer.Ordinal).ToList();
            if (reasons.Count > 0)
            {
                Rejected.Add(string.Join(' ', reasons));
                Counts = Counts with { Rejected = Counts.Rejected + 1 };
            }
            else
                Take(row, present);
        }
        Rejected.Sort(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Reasons(StateRow row, bool isThere, bool isAgain)
    {
        if (row.Reference.Length == 0)
            yield return "externalReference REQUIRED";
        if (isAgain)
            yield return "externalReference CONFLICT";
        // Of a row that names nothing it is not known whether a subject is needed.
        if (row.Subject.Length == 0 && !isThere && row.Reference.Length > 0)
            yield return "subject REQUIRED";
        if (row.Subject.Contains('\n', StringComparison.Ordinal) && row.Reference.Length > 0)
            yield return "subject INVALID_CHARACTER";
        if (row.Priority is "whatever")
            yield return "priority INVALID_VALUE";
    }

    private void Take(StateRow row, OneCase? present)
    {
        var before = present ?? new OneCase("", "MEDIUM", "", [], [], [], Version: 0);
        var after = before with
        {
            Subject = row.Subject.Length > 0 ? row.Subject : before.Subject,
            Priority = row.Priority.Length > 0 ? row.Priority : before.Priority,
            Account = row.Account.Length > 0 ? row.Account.ToUpperInvariant() : before.Account,
            Contacts = Added(before.Contacts, row.Contact),
            Tags = Added(before.Tags, row.Tag),
            Notes = Added(before.Notes, row.Note),
        };
        if (row.Account.Length > 0)
            Accounts.Add(row.Account.ToUpperInvariant());
        if (row.Contact.Length > 0)
            Contacts.Add(row.Contact);
        if (row.Tag.Length > 0)
            Tags.Add(row.Tag);
        var isChanged = !string.Equals($"{before}", $"{after}", StringComparison.Ordinal);
        cases[row.Reference] = isChanged ? after with { Version = before.Version + 1 } : after;
        Counts =
            present is null ? Counts with { Created = Counts.Created + 1 }
            : isChanged ? Counts with { Updated = Counts.Updated + 1 }
            : Counts with { Unchanged = Counts.Unchanged + 1 };
    }

    private static string[] Added(string[] to, string one) =>
        one.Length == 0 || to.Contains(one, StringComparer.Ordinal)
            ? to
            : [.. to.Append(one).Order(StringComparer.Ordinal)];
}

/// <summary>A case as it is compared.</summary>
internal sealed record OneCase(
    string Subject,
    string Priority,
    string Account,
    string[] Contacts,
    string[] Tags,
    string[] Notes,
    int Version
)
{
    public bool IsDeleted { get; init; }

    public override string ToString() =>
        $"{Subject}|{Priority}|{Account}|{string.Join(',', Contacts)}|{string.Join(',', Tags)}|{string.Join(',', Notes)}|{Version}{(IsDeleted ? " deleted" : "")}";
}
