namespace CasesGraph.Server.Start;

/// <summary>The arguments of the process, told apart: a command with its options, and settings.</summary>
/// <param name="Command">The command's words; none to serve.</param>
/// <param name="Settings">As the configuration takes them: --name=value.</param>
internal sealed record Arguments(IReadOnlyList<string> Command, IReadOnlyList<string> Settings)
{
    /// <summary>
    /// A setting is --name=value or --name value, as in every ASP.NET Core application. Its name is a path such as
    /// Limits:Depth, or one of the host's own.
    /// </summary>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var command = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!IsSetting(parts[0]))
                command.Add(args[i]);
            else if (parts is [_, _])
                settings.Add(args[i]);
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                settings.Add($"{args[i]}={args[++i]}");
            else
                throw new StartRefusedException($"{args[i]} takes a value: {args[i]}=…");
        }
        return new Arguments(command, settings);
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("--", StringComparison.Ordinal)
        && (name.Contains(':', StringComparison.Ordinal) || KnownSettings.IsOfHost(name[2..]));
}
