using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CasesGraph.Serving;

/// <summary>What operators see of requests: spans for an operation, its plans and statements, and counts by outcome.</summary>
internal static class Telemetry
{
    public const string Name = "CasesGraph";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("casesgraph.requests", "{request}");

    public static ActivitySource Source { get; } = new(Name);

    public static void Count(GraphReply reply) =>
        Requests.Add(1, new KeyValuePair<string, object?>("outcome", Of(reply)));

    private static string Of(GraphReply reply) =>
        reply.Answer switch
        {
            null => "subscribed",
            { Errors: { Count: > 0 } errors } when errors.Any(e => e.Code is GraphErrorCode.InternalError) => "failed",
            { Errors: { Count: > 0 } errors } when errors.Any(e => e.Code is GraphErrorCode.Unavailable) =>
                "unavailable",
            { Executed: false } => "refused",
            { Errors.Count: > 0 } => "errors",
            _ => "ok",
        };
}
