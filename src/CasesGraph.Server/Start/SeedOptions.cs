using System.Globalization;

namespace CasesGraph.Server.Start;

/// <summary>The options of the command seed.</summary>
/// <param name="Until">The time of the last demo event; null for now.</param>
internal sealed record SeedOptions(int Cases, DateTimeOffset? Until)
{
    /// <summary>Null when the options are not understood.</summary>
    public static SeedOptions? Parse(IReadOnlyList<string> args)
    {
        int? cases = null;
        DateTimeOffset? until = null;
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            switch (args[i])
            {
                case "--cases" when cases is null && Count(args[i + 1]) is { } count:
                    cases = count;
                    break;
                case "--until" when until is null && Time(args[i + 1]) is { } time:
                    until = time;
                    break;
                default:
                    return null;
            }
        }
        return args.Count % 2 == 0 && cases is { } given ? new SeedOptions(given, until) : null;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
