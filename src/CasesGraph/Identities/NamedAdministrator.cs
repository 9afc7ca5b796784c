using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>
/// Makes an administrator of an identity past the API, for whoever runs the service: without one nobody could let anybody
/// else in.
/// </summary>
internal sealed class NamedAdministrator(WriteGate gate, UsersByName users, LinkIdentity links, BeginLog log)
{
    /// <summary>Links it to a user, who has all rights from then on.</summary>
    /// <param name="userName">Of a user who is there, or is made; null for whoever has it, or a new one of the subject's name.</param>
    public Task<Outcome<User>> NameAsync(string issuer, string subject, string? userName, CancellationToken token) =>
        gate.RunAsync(
            async (db, now, inner) =>
            {
                var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
                var checks = new InputChecks(call);
                var holder = userName is null ? await HolderAsync(issuer, subject, db, inner) : null;
                var user =
                    holder ?? await users.FindOrMakeAsync(userName ?? subject, UserKind.Person, call, checks, inner);
                var isLinked = await links.CheckAsync(
                    new(issuer, subject),
                    IdentityKind.User,
                    user,
                    call,
                    checks,
                    inner
                );
                if (!user.Active)
                    checks.Add(InputChecks.Path("user"), ValidationCode.Inactive, $"{user.UserName} is not active.");
                if (checks.Errors is { Length: > 0 } errors)
                    return errors;
                await UsersByName.GiveAsync(user, BuiltInRole.AdministratorId, call, inner);
                if (!isLinked)
                    call.Db.Add(
                        new Identity
                        {
                            User = user,
                            Issuer = issuer,
                            Subject = subject,
                            LinkedAt = now,
                        }
                    );
                await call.SaveAsync(ChangeAction.Update, reason: null, inner);
                return (Outcome<User>)user;
            },
            token
        );

    private static Task<User?> HolderAsync(string issuer, string subject, CasesDb db, CancellationToken token) =>
        db.Set<Identity>()
            .Where(one => one.Issuer == issuer && one.Subject == subject)
            .Select(one => one.User)
            .SingleOrDefaultAsync(token);
}
