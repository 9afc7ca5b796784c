using CasesGraph.Identities;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Server.Start;

/// <summary>The options of the command access admin.</summary>
/// <param name="User">Who signs in so; null for whoever does already, or somebody new.</param>
internal sealed record AccessAdminOptions(string Issuer, string Subject, string? User)
{
    /// <summary>Null when the options are not understood.</summary>
    public static AccessAdminOptions? Parse(IReadOnlyList<string> args) =>
        CommandOptions.Parse(args, "--issuer", "--subject", "--user") is { } given
        && given.TryGetValue("--issuer", out var issuer)
        && given.TryGetValue("--subject", out var subject)
            ? new(issuer, subject, given.GetValueOrDefault("--user"))
            : null;
}

internal static class AccessAdminCommand
{
    public static async Task NameAdministratorAsync(this WebApplication app, AccessAdminOptions options)
    {
        await app.MigrateDatabaseAsync();
        // A database with a user in it gets no demo data later.
        await app.SeedDemoAsync();
        var user = await app.NameAsync(options.Issuer, options.Subject, options.User);
        await Console.Out.WriteLineAsync(
            $"{options.Subject} of {options.Issuer} signs in as {user.UserName}, who is an administrator."
        );
    }

    /// <summary>Those of the settings, at every start.</summary>
    public static async Task NameAdministratorsAsync(this WebApplication app)
    {
        foreach (var (issuer, subject) in app.Services.GetRequiredService<TokenSettings>().Administrators)
            await app.NameAsync(issuer, subject, userName: null);
    }

    private static async Task<User> NameAsync(this WebApplication app, string issuer, string subject, string? userName)
    {
        var outcome = await app
            .Services.GetRequiredService<NamedAdministrator>()
            .NameAsync(issuer, subject, userName, app.Lifetime.ApplicationStopping);
        return outcome.Value ?? throw new StartRefusedException(outcome.Errors.InWords());
    }

    /// <summary>Mistakes for whoever has no field in which they were made.</summary>
    public static string InWords(this IEnumerable<UserError> mistakes) =>
        string.Join(
            " ",
            mistakes.SelectMany(mistake =>
                mistake is ValidationError { Issues: var issues }
                    ? issues.Select(issue => issue.Message)
                    : [mistake.Message]
            )
        );
}
