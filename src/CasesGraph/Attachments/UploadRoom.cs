using System.Globalization;
using CasesGraph.Serving;

namespace CasesGraph.Attachments;

/// <summary>
/// How large files may be, and how much of the storage is taken by requests of this process that are under way: what they
/// send may turn out not to be attached, and many of them together would fill the disk.
/// </summary>
/// <param name="mostBytes">Of one file.</param>
/// <param name="mostUnattached">Of all files together.</param>
public sealed class UploadRoom(long mostBytes, long mostUnattached)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private long taken;

    public long MostBytes => mostBytes;

    /// <summary>Makes room; it is given back when the request ends.</summary>
    /// <exception cref="UnavailableException">Others have taken so much that it would be too much.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= mostUnattached)
            return;
        Give(bytes);
        throw new UnavailableException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Too many files arrive at once: those that are not attached yet have at most {mostUnattached} bytes together."
            )
        )
        {
            RetryAfter = Wait,
        };
    }

    public void Give(long bytes) => Interlocked.Add(ref taken, -bytes);
}
