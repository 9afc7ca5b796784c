using System.Globalization;
using CasesGraph.Serving;

namespace CasesGraph.Attachments;

/// <summary>
/// How much of the storage is taken by requests of this process that are under way: what they send may turn out not to be
/// attached, and many of them together would fill the disk.
/// </summary>
public sealed class UnattachedBytes(UploadSettings settings)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private long taken;

    /// <summary>Makes room; it is given back when the request ends.</summary>
    /// <exception cref="UnavailableException">Others have taken so much that it would be too much.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= settings.UnattachedBytes)
            return;
        Give(bytes);
        throw new UnavailableException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Too many files arrive at once: those that are not attached yet have at most {settings.UnattachedBytes} bytes together."
            )
        )
        {
            RetryAfter = Wait,
        };
    }

    public void Give(long bytes) => Interlocked.Add(ref taken, -bytes);
}
