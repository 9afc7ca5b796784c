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
    public static async Task RunAsync(
        EntityValues<Case> values,
        Case? current,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    )
    {
        // What is malformed, or names nothing, has been noted.
        if (
            values[nameof(Case.AssignedToId)] is not long user
            || (values[nameof(Case.TeamId)] as long? ?? current?.TeamId) is not { } team
            || (user, team) == (current?.AssignedToId, current?.TeamId)
            || !await AreThereAsync(user, team, current, call, token)
        )
            return;
        if (!await call.Db.IsMemberAsync(user, team, token))
            checks.Add(
                InputChecks.Path([.. below, AssigneeField.InputName]),
                ValidationCode.NotAMember,
                Stranger(call.Linked.Find(typeof(User), user)!.Text)
            );
    }

    public static string Stranger(string name) => $"{name} is no member of the case's team, nor of one above it.";

    private static ReferenceField AssigneeField { get; } =
        EntityModel
            .Of<Case>()
            .ValueFields.OfType<ReferenceField>()
            .Single(field => field.Property.Name is nameof(Case.AssignedToId));

    private static async Task<bool> AreThereAsync(
        long user,
        long team,
        Case? current,
        Call call,
        CancellationToken token
    )
    {
        await call.Linked.LoadAsync([(typeof(User), user), (typeof(Team), team)], token);
        return call.Linked.Find(typeof(User), user) is { Usable: true }
            && (team == current?.TeamId || call.Linked.Find(typeof(Team), team) is { Seen: true });
    }
}
