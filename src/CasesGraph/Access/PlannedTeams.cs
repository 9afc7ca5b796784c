namespace CasesGraph.Access;

/// <summary>
/// What plans know of a caller's teams: about how many there are, and whether they have few rows. Of both there are few
/// kinds, so there are few plans.
/// </summary>
/// <param name="Places">How many teams a plan has places for; 0 where there are too many to look at one by one.</param>
/// <param name="HaveFew">
/// Whether the teams have so few of all rows that it is best to begin with theirs; null where it is not known.
/// </param>
internal readonly record struct PlannedTeams(int Places, bool? HaveFew)
{
    /// <summary>A team in each place of a plan is read by itself: of more, all at once cost less.</summary>
    public const int Most = 64;

    private static readonly int[] Kinds = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, Most];

    /// <summary>So many places or a few more; those that are left over are for a team that nobody has.</summary>
    public static int PlacesFor(int teams) => Array.Find(Kinds, places => places >= teams);

    public override string ToString() => $" {Places}{(HaveFew is not { } few ? "" : few ? "f" : "m")}";
}
