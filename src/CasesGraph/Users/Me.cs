using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Users;

internal static class Me
{
    public static IServiceCollection AddMe(this IServiceCollection services) =>
        services.AddQuery(
            new RecordField(
                "me",
                "Viewer",
                "Whoever sent this request.",
                typeof(Viewer),
                FieldRight.Everybody,
                execution => [ViewerOf(execution.Caller)]
            )
        );

    private static Viewer ViewerOf(Caller caller)
    {
        var user = caller.Actor.UserId is { } key ? new Ref<User>(key) : null;
        return new Viewer(user, user);
    }
}
