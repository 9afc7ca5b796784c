using System.Collections.Immutable;
using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Server.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access;

/// <summary>
/// Callers whose header X-Actions has what they may do this time, such as CaseView:Team,BugView, without it everything;
/// X-Teams has the keys of their teams, and X-User their own, without it 1. With X-Contact they are that contact, of the
/// accounts X-Accounts.
/// </summary>
internal sealed class CallersByGrants : Callers
{
    public const string Header = "X-Actions";
    public const string Teams = "X-Teams";
    public const string User = "X-User";
    public const string Contact = "X-Contact";
    public const string Accounts = "X-Accounts";

    public override ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        var grants = given.Find(Header) is not { } actions
            ? null
            : actions
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split(':'))
                .Select(part =>
                    (
                        Enum.Parse<AccessAction>(part[0]),
                        part.Length == 1 ? AccessLevel.All : Enum.Parse<AccessLevel>(part[1])
                    )
                );
        if (given.Find(Contact) is { } contact)
            return ValueTask.FromResult(new SignIn(OfContact(Keys(contact)[0], grants ?? [], given)));
        var access = grants is null ? AccessShape.Administrator : AccessShape.Of(grants);
        var caller = new Caller(Actor.User(Keys(given.Find(User) ?? "1")[0]))
        {
            Access = access,
            Teams = Keys(given.Find(Teams) ?? ""),
            IsUncounted = true,
        };
        return ValueTask.FromResult(new SignIn(caller));
    }

    private static Caller OfContact(long contact, IEnumerable<(AccessAction, AccessLevel)> grants, Credentials given) =>
        new(Actor.Contact(contact))
        {
            Access = AccessShape.OfContact(new ContactView(), grants),
            Accounts = Keys(given.Find(Accounts) ?? ""),
            TeamForNew = CasesGraph.Teams.Team.FirstId,
            IsUncounted = true,
        };

    private static ImmutableArray<long> Keys(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(key => long.Parse(key, CultureInfo.InvariantCulture)),
        ];

    public static void Use(IServiceCollection services) => services.AddSingleton<Callers, CallersByGrants>();

    public static string Only(params IEnumerable<AccessAction> actions) => string.Join(',', actions);
}
