using CasesGraph.Access;
using CasesGraph.Server.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access;

/// <summary>Callers whose header X-Actions has what user 1 may do this time, with commas between; without it everything.</summary>
internal sealed class CallersByGrants : Callers
{
    public const string Header = "X-Actions";

    public override ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        var access = given.Find(Header) is not { } actions
            ? AccessShape.Administrator
            : AccessShape.Of(
                actions
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => (Enum.Parse<AccessAction>(name), AccessLevel.All))
            );
        return ValueTask.FromResult(new SignIn(new Caller(Actor.User(1)) { Access = access }));
    }

    public static void Use(IServiceCollection services) => services.AddSingleton<Callers, CallersByGrants>();

    public static string Only(params IEnumerable<AccessAction> actions) => string.Join(',', actions);
}
