using System.ComponentModel;

namespace CasesGraph.ChangeLog.Feed;

[Description("Where a subscription without a cursor starts.")]
internal enum FeedStart
{
    [Description("With the first change in the log.")]
    Beginning,

    [Description("With the first change after the server accepted the subscription.")]
    Now,
}
