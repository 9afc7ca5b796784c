using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Teams;

/// <summary>
/// Who is a member of a team: whoever is linked to it or to one above it. The one description of that, as a condition for
/// many cases and as a question about some.
/// </summary>
internal static class Memberships
{
    private static readonly TreeLinks Links = new(
        nameof(Team),
        nameof(Team.ParentId),
        nameof(TeamMember),
        nameof(TeamMember.UserId),
        nameof(TeamMember.TeamId),
        Team.MostDeep
    );

    private static readonly Statement One = Links.Statement();

    /// <summary>The condition that a user is no member of a team.</summary>
    /// <param name="user">The user's key, an expression.</param>
    /// <param name="team">The team's key, an expression.</param>
    public static string Lacks(string user, string team) => Links.Lacks(user, team);

    extension(CasesDb db)
    {
        public async Task<bool> IsMemberAsync(long user, long team, CancellationToken token) =>
            (await db.StrangersAsync([(user, team)], token)).Count == 0;

        /// <summary>Of some pairs those whose user is no member of the team.</summary>
        public async Task<IReadOnlySet<(long User, long Team)>> StrangersAsync(
            IReadOnlyCollection<(long User, long Team)> pairs,
            CancellationToken token
        )
        {
            var asked = pairs.Distinct().ToList();
            var runs = asked.ConvertAll(pair => new StatementRun(
                One,
                new StatementInput(RequestValues.Of(pair.User, pair.Team), [], Limit: 0)
            ));
            var found = await db.Statements.ReadAllAsync(runs, token);
            return asked.Zip(found).Where(one => one.Second.Count == 0).Select(one => one.First).ToHashSet();
        }
    }
}
