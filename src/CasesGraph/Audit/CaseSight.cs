using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Audit;

/// <summary>Tells why users see cases, or do not. A level that comes new has its line in <see cref="Reach"/>.</summary>
internal sealed class CaseSight(CasesDatabase database, CallerRights rights)
{
    /// <summary>Null where whoever asks sees no such case, or no such user.</summary>
    public async Task<AccessExplanation?> ExplainAsync(
        long caseNumber,
        long userId,
        Caller asking,
        CancellationToken token
    )
    {
        await using var db = database.CreateDb();
        db.SeeAs(asking);
        var @case = await db.Rows<Case>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == caseNumber, token);
        var user = await db.Rows<User>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == userId, token);
        if (@case is null || user is null)
            return null;
        var roles = await db.Set<UserRole>()
            .Where(link => link.UserId == userId && link.Role.DeletedAt == null)
            .OrderBy(link => link.Role.Name)
            .Select(link => link.Role)
            .AsNoTracking()
            .ToListAsync(token);
        var caller = await rights.NowAsync(new Caller(Actor.User(userId)), token);
        return user.Active
            ? Explain(roles, @case, caller)
            : new AccessExplanation(Visible: false, AccessLevel.None, ["The user is not active, and so sees nothing."]);
    }

    private static AccessExplanation Explain(List<Role> roles, Case @case, Caller user)
    {
        var given = roles
            .Select(role => (Role: role, Level: RoleShapes.Of(role)[AccessAction.CaseView]))
            .Where(one => one.Level is not AccessLevel.None)
            .ToList();
        if (given.Count == 0)
            return new AccessExplanation(Visible: false, AccessLevel.None, [Nothing(roles)]);
        var reached = given.ConvertAll(one => (one.Role, one.Level, Reach: Reach(one.Level, @case, user)));
        return new AccessExplanation(
            reached.Exists(one => one.Reach.IsReached),
            given.Max(one => one.Level),
            [
                .. reached.Select(one =>
                    $"The role {one.Role.Name} gives CASE_VIEW at the level {$"{one.Level}".ToUpperInvariant()}: {one.Reach.Why}."
                ),
            ]
        );
    }

    /// <summary>Whether a level reaches a case, and why, as the end of a sentence.</summary>
    private static (bool IsReached, string Why) Reach(AccessLevel level, Case @case, Caller user)
    {
        var isReached = RowReach<Case>.Has(@case, level, user);
        var why = (level, isReached) switch
        {
            (AccessLevel.All, _) => "all cases are seen",
            (AccessLevel.Team, true) => "the case is of a team of the user's, or of one below",
            (AccessLevel.Team, false) => "the case is of no team of the user's, and of none below",
            (_, true) => "the case is the user's own",
            (_, false) => "the case is not the user's own",
        };
        return (isReached, why);
    }

    private static string Nothing(List<Role> roles) =>
        roles.Count == 0
            ? "The user has no role."
            : $"No role of the user gives CASE_VIEW: {string.Join(", ", roles.Select(role => role.Name))}.";
}
