using System.Globalization;
using CasesGraph.Keys;

namespace CasesGraph.Server.Start;

/// <summary>The options of the command access key.</summary>
/// <param name="User">Whose key it is to be; a service of that name is made where there is no such user.</param>
/// <param name="Networks">From where alone it works; null for everywhere.</param>
/// <param name="Days">How long it works; null for as long as other keys.</param>
internal sealed record AccessKeyOptions(
    string User,
    string Name,
    string? Role,
    IReadOnlyList<string>? Networks,
    int? Days
)
{
    /// <summary>Null when the options are not understood.</summary>
    public static AccessKeyOptions? Parse(IReadOnlyList<string> args)
    {
        var days = 0;
        if (
            CommandOptions.Parse(args, "--user", "--name", "--role", "--network", "--days") is not { } given
            || !given.TryGetValue("--user", out var user)
            || !given.TryGetValue("--name", out var name)
            || (
                given.TryGetValue("--days", out var text)
                && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days)
            )
        )
            return null;
        return new(
            user,
            name,
            given.GetValueOrDefault("--role"),
            // A shell would take ; for the end of the command.
            given.GetValueOrDefault("--network")?.Split(',', StringSplitOptions.TrimEntries),
            given.ContainsKey("--days") ? days : null
        );
    }
}

internal static class AccessKeyCommand
{
    /// <summary>Standard output is for the key alone, so that a script can take it.</summary>
    public const string LogToStandardError = "--Logging:Console:LogToStandardErrorThreshold=Trace";

    public static async Task CreateKeyAsync(this WebApplication app, AccessKeyOptions options)
    {
        if (options.Networks is null && app.Services.GetRequiredService<KeySettings>().RequireNetworks)
            throw new StartRefusedException(
                "ApiKeys:RequireNetworks is true: give --network, from where alone the key is to work, such as --network 192.0.2.0/24,2001:db8::/32."
            );
        var token = app.Lifetime.ApplicationStopping;
        await app.MigrateDatabaseAsync();
        // A database with a user in it gets no demo data later.
        await app.SeedDemoAsync();
        var outcome = await app
            .Services.GetRequiredService<FirstKey>()
            .CreateAsync(options.User, options.Name, options.Role, options.Networks, options.Days, token);
        if (outcome.Value is not { Secret: { } key })
            throw new StartRefusedException(outcome.Errors.InWords());
        await Console.Error.WriteLineAsync(
            $"CasesGraph: this key acts as {options.User}. It is shown this once; send it as Authorization: Bearer."
        );
        await Console.Out.WriteLineAsync(key);
    }
}
