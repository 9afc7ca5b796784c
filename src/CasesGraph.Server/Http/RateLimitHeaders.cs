using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>
/// What is left in a caller's bucket, by the header fields of draft-ietf-httpapi-ratelimit-headers-11: for clients that
/// slow down by themselves. Only where the setting asks for it, for the draft has changed the form of both more than once.
/// </summary>
internal sealed class RateLimitHeaders(Buckets buckets, Limits limits)
{
    public const string Current = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    /// <summary>Has whatever is answered from here on tell it, as it is when the answer begins.</summary>
    public void TellWith(HttpResponse response, Caller caller)
    {
        if (!limits.RateLimitHeaders || buckets.Begin(caller).Bucket is not { } bucket)
            return;
        response.OnStarting(() =>
        {
            // The unit has to be named, for points are no requests; the window is that in which an empty bucket fills.
            response.Headers[Policy] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"points\";q={bucket.Size};qu=\"points\";w={Seconds((double)bucket.Size / bucket.Restore)}"
            );
            response.Headers[Current] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"points\";r={bucket.Remaining};t={Seconds(bucket.UntilFull.TotalSeconds)}"
            );
            return Task.CompletedTask;
        });
    }

    private static long Seconds(double time) => (long)Math.Ceiling(time);
}
