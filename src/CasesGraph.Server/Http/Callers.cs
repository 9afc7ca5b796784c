using CasesGraph.Access;
using CasesGraph.Users;

namespace CasesGraph.Server.Http;

internal static class Callers
{
    /// <summary>Whoever gets here without credentials was let in by the settings (HostSteps.CheckAccess).</summary>
    private static readonly Caller DemoAdministrator = new(Actor.User(1), IsAdministrator: true);

    public static Caller Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return DemoAdministrator;
    }
}
