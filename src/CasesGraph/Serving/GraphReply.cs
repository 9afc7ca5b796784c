namespace CasesGraph.Serving;

/// <summary>What came of a request where streams are possible: one answer, or events until the subscriber leaves.</summary>
/// <param name="Events">To be disposed of by whoever takes it.</param>
internal sealed record GraphReply(GraphAnswer? Answer, Subscription? Events)
{
    public static GraphReply Refused(params IReadOnlyList<GraphError> errors) =>
        new(GraphAnswer.Refused(errors), Events: null);
}
