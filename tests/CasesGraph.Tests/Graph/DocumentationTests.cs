using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

/// <summary>What the repository's own papers and comments point to.</summary>
public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyList<string> Papers =
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
    ];

    private static readonly string[] Coded = ["src", "tests"];

    [Fact]
    public void Every_relative_link_of_a_paper_leads_somewhere()
    {
        var links = Papers
            .SelectMany(paper =>
                Link()
                    .Matches(File.ReadAllText(paper))
                    .Select(link => (Paper: paper, Target: link.Groups["target"].Value))
            )
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal))
            .ToList();

        var dead = links.Where(link => !Leads(link.Target, link.Paper)).Select(Told);

        Assert.Empty(dead);
        Assert.True(links.Count > 50, $"Only {links.Count} links.");
    }

    [Fact]
    public void Every_paper_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([Repository.PathOf("README.md")]);
        while (next.TryDequeue(out var paper))
        {
            if (!reached.Add(paper))
                continue;
            foreach (Match link in Link().Matches(File.ReadAllText(paper)))
            {
                var target = Path.Join(Path.GetDirectoryName(paper), link.Groups["target"].Value.Split('#')[0]);
                if (target.EndsWith(".md", StringComparison.Ordinal) && File.Exists(target))
                    next.Enqueue(Path.GetFullPath(target));
            }
        }

        Assert.Empty(
            Papers
                .Where(paper => !reached.Contains(paper))
                .Select(paper => Path.GetRelativePath(Repository.Root, paper))
        );
    }

    [Fact]
    public void Papers_and_comments_name_only_papers_that_are_in_the_repository()
    {
        var named = Papers
            .Select(paper => (Paper: paper, Text: OutsideLinks(File.ReadAllText(paper))))
            .Concat(Comments())
            .SelectMany(text => Named().Matches(text.Text).Select(name => (text.Paper, Target: name.Value)))
            .ToList();

        // A paper may be named from the root or, by others of its folder, by its name.
        var missing = named
            .Where(name => !Leads(name.Target, Repository.PathOf("README.md")) && !Leads(name.Target, name.Paper))
            .Select(Told);

        Assert.Empty(missing);
        Assert.True(named.Count > 10, $"Only {named.Count} names.");
    }

    /// <summary>Of code, rules of the build and tools: the lines that only people read.</summary>
    private static IEnumerable<(string Paper, string Text)> Comments() =>
        Coded
            .SelectMany(folder =>
                Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !Built().IsMatch(file))
            .Concat(Directory.GetFiles(Repository.PathOf("tools")))
            .Append(Repository.PathOf(".editorconfig"))
            .Append(Repository.PathOf("BannedSymbols.txt"))
            .Select(file => (file, string.Join('\n', File.ReadLines(file).Where(line => IsRead(line, file)))));

    private static bool IsRead(string line, string file) =>
        file.EndsWith(".txt", StringComparison.Ordinal)
        || line.TrimStart().StartsWith('#')
        || line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static string OutsideLinks(string text) => Link().Replace(text, "");

    private static bool Leads(string target, string from)
    {
        var (path, place) = target.Split('#', 2) is [var before, var behind] ? (before, behind) : (target, null);
        var file = path.Length == 0 ? from : Path.Join(Path.GetDirectoryName(from), path);
        if (File.Exists(file))
            return place is null || Places(file).Contains(place);
        return place is null && (Directory.Exists(file) || IsDecision(file));
    }

    /// <summary>A decision may be cited by its number alone.</summary>
    private static bool IsDecision(string path) =>
        Number().IsMatch(path)
        && Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "-*.md").Length == 1;

    /// <summary>Headings as browsers find them: in lower case, blanks as hyphens, other signs left out.</summary>
    private static HashSet<string> Places(string paper) =>
        [
            .. Heading()
                .Matches(File.ReadAllText(paper))
                .Select(heading =>
                    Sign().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-')
                ),
        ];

    private static string Told((string Paper, string Target) link) =>
        $"{Path.GetRelativePath(Repository.Root, link.Paper)}: {link.Target}";

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    /// <summary>A path into docs/, or the name of a paper.</summary>
    [GeneratedRegex(
        @"(?<![\w/.-])(docs/[\w/-]+(\.\w+)?|[\w-]+\.md)(#[\w-]+)?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Named();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sign();

    [GeneratedRegex("docs/decisions/[0-9]{4}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Built();
}
