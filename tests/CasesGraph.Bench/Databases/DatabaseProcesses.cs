using System.Globalization;

namespace CasesGraph.Bench.Databases;

/// <summary>The processes of a PostgreSQL cluster on this machine, by Linux' accounts of them.</summary>
internal sealed class DatabaseProcesses(int postmaster)
{
    // Fields of /proc/PID/stat, counted behind the name in brackets; times in hundredths of a second.
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int EndedUser = 13;
    private const int EndedSystem = 14;

    /// <summary>Time of all of them so far, those that have ended included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var own = Stat(postmaster.ToString(CultureInfo.InvariantCulture));
            var hundredths = own[User] + own[System] + own[EndedUser] + own[EndedSystem];
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                var name = Path.GetFileName(folder);
                if (char.IsAsciiDigit(name[0]) && Stat(name) is { Length: > 0 } stat && stat[Parent] == postmaster)
                    hundredths += stat[User] + stat[System];
            }
            return TimeSpan.FromMilliseconds(hundredths * 10);
        }
    }

    /// <summary>The cluster that a connection's process belongs to.</summary>
    public static DatabaseProcesses Of(int backend) =>
        Stat(backend.ToString(CultureInfo.InvariantCulture)) is { Length: > 0 } stat
            ? new DatabaseProcesses((int)stat[Parent])
            : throw new BenchStoppedException("The cluster does not run on this machine, so its time cannot be seen.");

    /// <summary>Empty when the process has ended meanwhile.</summary>
    private static long[] Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return [.. fields.Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
