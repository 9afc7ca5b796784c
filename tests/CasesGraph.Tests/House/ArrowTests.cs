namespace CasesGraph.Tests.House;

/// <summary>The folders of the product are floors and features; arrows between them go one way.</summary>
public sealed class ArrowTests
{
    [Fact]
    public void A_folder_knows_what_the_table_says_and_nothing_else()
    {
        var allowed = Arrows
            .Allowed.SelectMany(one => one.Knows.Split(' ').Select(known => (one.Folder, known)))
            .ToHashSet();

        Assert.Empty(Arrows.Drawn().Where(arrow => !allowed.Contains(arrow.Key)).Select(Told));
    }

    [Fact]
    public void A_feature_is_allowed_to_know_only_those_that_it_knows()
    {
        var drawn = Arrows.Drawn();

        Assert.All(Arrows.BetweenFeatures, arrow => Assert.Contains(arrow, drawn));
    }

    [Fact]
    public void The_table_has_no_circle()
    {
        var lower = new HashSet<string>(StringComparer.Ordinal) { "" };

        foreach (var (folder, knows) in Arrows.Allowed)
        {
            Assert.Empty(knows.Split(' ').Except(lower, StringComparer.Ordinal));
            lower.Add(folder);
        }
    }

    private static string Told(KeyValuePair<(string From, string To), string> arrow) =>
        $"{arrow.Key.From} knows {arrow.Key.To}: {arrow.Value}";
}
