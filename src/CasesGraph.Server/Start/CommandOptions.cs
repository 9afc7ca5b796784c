namespace CasesGraph.Server.Start;

/// <summary>The options of a command, each with a value behind it.</summary>
internal static class CommandOptions
{
    /// <summary>By their names; null where one is not known, given twice or without a value.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(
        IReadOnlyList<string> args,
        params IReadOnlyList<string> known
    )
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            if (!known.Contains(args[i], StringComparer.Ordinal) || !given.TryAdd(args[i], args[i + 1]))
                return null;
        }
        return args.Count % 2 == 0 ? given : null;
    }
}
