using System.Diagnostics;

namespace CasesGraph.Bench.Running;

/// <summary>Tells whoever waits how far it is; results go to standard output, this does not.</summary>
internal static class Progress
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static void Say(string text) =>
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(Start):mm\\:ss}  {text}");
}
