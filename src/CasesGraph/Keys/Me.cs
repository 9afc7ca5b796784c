using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Keys;

internal static class Me
{
    public static IServiceCollection AddMe(this IServiceCollection services) =>
        services.AddSingleton<QueryField>(given =>
        {
            var rights = given.GetRequiredService<RoleRights>();
            var clock = given.GetRequiredService<TimeProvider>();
            return new RecordField(
                "me",
                "Viewer",
                "Whoever sent this request.",
                typeof(Viewer),
                FieldRight.Everybody.AndContacts(),
                async (execution, token) =>
                    [
                        await ViewerOfAsync(
                            execution.Caller,
                            RateLimit.Of(execution.Charge, UtcMicroseconds.Cut(clock.GetUtcNow().UtcDateTime)),
                            rights,
                            token
                        ),
                    ]
            );
        });

    private static async ValueTask<Viewer> ViewerOfAsync(
        Caller caller,
        RateLimit? rateLimit,
        RoleRights rights,
        CancellationToken token
    )
    {
        var user = caller.Actor.UserId is { } key ? new Ref<User>(key) : null;
        var roles = user is null ? [] : await rights.RolesAsync(user.Key, token);
        var teams = user is null ? [] : await rights.TeamsAsync(user.Key, token);
        return new Viewer(
            user,
            user,
            caller.Actor.ContactId is { } contact ? new(contact) : null,
            caller.ApiKeyId is { } shown ? new(shown) : null,
            [.. roles.Select(role => new Ref<Role>(role))],
            [.. teams.Select(team => new Ref<Team>(team))],
            [.. Enum.GetValues<AccessAction>().Select(action => new Grant(action, caller.Access[action]))],
            caller.ExpiresAt,
            rateLimit
        );
    }
}
