using CasesGraph.Graph.Running;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Access;

internal static class Me
{
    public static RootField Field { get; } =
        new RecordField(
            "me",
            "Viewer",
            "Whoever sent this request.",
            typeof(Viewer),
            execution => [ViewerOf(execution.Caller)]
        );

    private static Viewer ViewerOf(Caller caller)
    {
        var user = caller.Actor.UserId is { } key ? new Ref<User>(key) : null;
        return new Viewer(user, user);
    }
}
