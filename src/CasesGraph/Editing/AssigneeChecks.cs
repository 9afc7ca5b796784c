using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Editing;

/// <summary>
/// Whoever is given a case has to be a member of the team that it has then. Where nobody is given it, it is settled as it is
/// saved: <see cref="ChangeLog.LostAssignee"/>.
/// </summary>
internal static class AssigneeChecks
{
    /// <summary>Notes it where the values give the case to somebody else.</summary>
    /// <param name="current">The case as it is; null for a new one.</param>
    /// <param name="below">The part of the input that holds the values.</param>
    public static Task RunAsync(
        EntityValues<Case> values,
        Case? current,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    ) => RunAllAsync([new(values, current, checks)], call, token, below);

    /// <summary>The same for several cases, all memberships in one trip.</summary>
    public static async Task RunAllAsync(
        IReadOnlyList<GivenToCase> all,
        Call call,
        CancellationToken token,
        params string[] below
    )
    {
        var given = all.Select(one => (Of: one, Pair: Given(one))).Where(one => one.Pair is not null).ToList();
        await call.Linked.LoadAsync(
            given.SelectMany(one =>
                new[] { (typeof(User), one.Pair!.Value.User), (typeof(Team), one.Pair.Value.Team) }
            ),
            token
        );
        // What is malformed, or names nothing, has been noted.
        given.RemoveAll(one => !AreThere(one.Pair!.Value, one.Of.Current, call));
        if (given.Count == 0)
            return;
        var strangers = await call.Db.StrangersAsync([.. given.Select(one => one.Pair!.Value)], token);
        foreach (var (of, pair) in given.Where(one => strangers.Contains(one.Pair!.Value)))
            of.Checks.Add(
                InputChecks.Path([.. below, AssigneeField.InputName]),
                ValidationCode.NotAMember,
                Stranger(call.Linked.Find(typeof(User), pair!.Value.User)!.Text)
            );
    }

    private static (long User, long Team)? Given(GivenToCase one) =>
        one.Values[nameof(Case.AssignedToId)] is long user
        && (one.Values[nameof(Case.TeamId)] as long? ?? one.Current?.TeamId) is { } team
        && (user, team) != (one.Current?.AssignedToId, one.Current?.TeamId)
            ? (user, team)
            : null;

    public static string Stranger(string name) => $"{name} is no member of the case's team, nor of one above it.";

    private static ReferenceField AssigneeField { get; } =
        EntityModel
            .Of<Case>()
            .ValueFields.OfType<ReferenceField>()
            .Single(field => field.Property.Name is nameof(Case.AssignedToId));

    private static bool AreThere((long User, long Team) pair, Case? current, Call call) =>
        call.Linked.Find(typeof(User), pair.User) is { Usable: true }
        && (pair.Team == current?.TeamId || call.Linked.Find(typeof(Team), pair.Team) is { Seen: true });
}

/// <summary>Values for a case, with what is wrong with them.</summary>
/// <param name="Current">The case as it is; null for a new one.</param>
internal sealed record GivenToCase(EntityValues<Case> Values, Case? Current, InputChecks Checks);
