using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.House;

/// <summary>Which folder of the product knows which, read off its sources.</summary>
internal static partial class Arrows
{
    /// <summary>
    /// What the folders may know, lowest first; docs/decisions/0001-floors-and-features.md says why. A folder knows those before it on its
    /// line, never one that comes later.
    /// </summary>
    public static IReadOnlyList<(string Folder, string Knows)> Allowed { get; } =
    [
        // Floors.
        ("Model", ""),
        ("Serving", "Model"),
        ("Access", "Model Serving"),
        ("Data", "Model Serving Access"),
        ("Query", "Model Serving Access Data"),
        ("Operations", "Model Serving Access Data Query"),
        ("Graph", "Model Serving Access Data Query Operations"),
        // Features: all floors, and these. First what cases refer to, then cases, their log, their parts, and what is done with them.
        ("Users", $"{Floors}"),
        ("Teams", $"{Floors} Users"),
        ("Accounts", $"{Floors} Users"),
        ("Contacts", $"{Floors} Accounts"),
        ("Bugs", $"{Floors} Users"),
        ("Cases", $"{Floors} Users Teams Accounts Contacts"),
        ("ChangeLog", $"{Floors} Users Teams Contacts Cases"),
        ("Roles", $"{Floors} Users Teams ChangeLog"),
        ("Keys", $"{Floors} Users Teams Contacts ChangeLog Roles"),
        ("Portal", $"{Floors} Teams Accounts Contacts ChangeLog Roles Keys"),
        ("Audit", $"{Floors} Users Contacts Cases ChangeLog Roles Keys"),
        ("Jobs", $"{Floors} Cases ChangeLog"),
        ("Editing", $"{Floors} Users Teams Accounts Contacts Bugs Cases ChangeLog Jobs"),
        ("Membership", $"{Floors} Users Teams Cases ChangeLog Jobs Editing"),
        ("Identities", $"{Floors} Users Teams Contacts ChangeLog Roles Portal Jobs Membership"),
        ("Links", $"{Floors} Contacts Bugs Cases ChangeLog Editing"),
        ("Conversation", $"{Floors} Users Contacts Cases ChangeLog"),
        ("Attachments", $"{Floors} Users Contacts Cases ChangeLog Editing Conversation"),
        ("JobFiles", $"{Floors} Jobs Attachments"),
        ("Replies", $"{Floors} Teams Accounts Contacts Cases ChangeLog Editing Conversation Attachments"),
        ("Tags", $"{Floors} Cases ChangeLog Jobs Editing"),
        ("StatusDetails", $"{Floors} Cases"),
        ("SavedFilters", $"{Floors} Users Teams Cases ChangeLog Jobs Editing"),
        ("Groups", $"{Floors} Cases"),
        ("Duplicates", $"{Floors} Accounts Contacts Cases Links"),
        ("Find", Floors),
        ("MassUpdate", $"{Floors} Cases ChangeLog Jobs Editing"),
        ("Records", $"{Floors} Accounts Contacts Bugs ChangeLog Jobs Editing"),
        ("RecordMerge", $"{Floors} Accounts Contacts Cases ChangeLog Identities Jobs Links Conversation"),
        ("Upserts", $"{Floors} Users Accounts Contacts Bugs Cases ChangeLog Editing"),
        ("Reassigning", $"{Floors} Users Teams Cases ChangeLog Jobs Editing"),
        ("Merge", $"{Floors} Teams Contacts Cases ChangeLog Editing Conversation"),
        ("Purge", $"{Floors} Cases ChangeLog Jobs Editing Merge"),
        ("Redaction", $"{Floors} Contacts Cases ChangeLog Jobs Editing Conversation Attachments"),
        ("Revert", $"{Floors} Cases ChangeLog Jobs Editing Conversation Merge"),
        (
            "Imports",
            $"{Floors} Users Teams Accounts Contacts Bugs Cases ChangeLog Jobs Editing Links Conversation Attachments JobFiles Replies Tags Duplicates Revert"
        ),
        ("Exports", $"{Floors} Users Accounts Contacts Bugs Cases ChangeLog Attachments Audit Jobs JobFiles Imports"),
        (
            "Seeding",
            $"{Floors} Users Teams Accounts Contacts Bugs Cases ChangeLog Links Conversation Tags Roles SavedFilters Imports"
        ),
    ];

    /// <summary>Those from one feature to another.</summary>
    public static IEnumerable<(string From, string To)> BetweenFeatures =>
        Allowed
            .Where(one => one.Knows.StartsWith(Floors, StringComparison.Ordinal))
            .SelectMany(one =>
                one.Knows[Floors.Length..]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(known => (one.Folder, known))
            );

    private const string Floors = "Model Serving Access Data Query Operations Graph";

    /// <summary>Every arrow that there is, with a file that draws it.</summary>
    public static IReadOnlyDictionary<(string From, string To), string> Drawn()
    {
        var sources = Sources();
        var types = sources
            .SelectMany(source =>
                Declared().Matches(source.Text).Select(type => (source.Folder, type.Groups["type"].Value))
            )
            .ToHashSet();
        var folders = Allowed.Select(one => one.Folder).ToHashSet(StringComparer.Ordinal);
        var found = new SortedDictionary<(string, string), string>();
        foreach (var (folder, place, text) in sources)
        {
            Assert.Contains(folder, folders);
            foreach (Match name in Named().Matches(text))
            {
                var known = name.Groups["folder"].Value;
                var isFolder = name.Groups["top"].Success
                    ? folders.Contains(known)
                    : types.Contains((known, name.Groups["type"].Value));
                if (isFolder && !string.Equals(known, folder, StringComparison.Ordinal))
                    found.TryAdd((folder, known), place);
            }
        }
        return found;
    }

    /// <summary>All but the composition root, at the top, which knows all, and migrations, which nobody changes.</summary>
    private static List<(string Folder, string Place, string Text)> Sources()
    {
        var root = Repository.PathOf("src", "CasesGraph");
        return
        [
            .. Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Place: Path.GetRelativePath(root, file), File: file))
                .Where(one => one.Place.Contains('/', StringComparison.Ordinal))
                .Select(one => (one.Place.Split('/')[0], one.Place, File.ReadAllText(one.File)))
                .Where(one => one.Item1 is not ("obj" or "bin"))
                .Where(one => !one.Place.Contains("/Migrations/", StringComparison.Ordinal)),
        ];
    }

    /// <summary>A using line or a name that is qualified from the top; or one that is qualified by the folder alone.</summary>
    [GeneratedRegex(
        @"\b(?<top>CasesGraph)\.(?<folder>\w+)|(?<![\w.])(?<folder>[A-Z]\w+)\.(?:\w+\.)?(?<type>[A-Z]\w+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(class|record|struct|enum|interface)\s+(struct\s+)?(?<type>[A-Z]\w+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Declared();
}
