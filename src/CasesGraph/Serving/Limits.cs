using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Serving;

/// <summary>What one request may ask for at most; settings under Limits.</summary>
public sealed record Limits
{
    private const int MostPoints = 10_000_000;

    [Range(1, int.MaxValue)]
    public int DocumentBytes { get; init; } = 32 * 1024;

    [Range(1, int.MaxValue)]
    public int DocumentTokens { get; init; } = 2_000;

    [Range(1, 100)]
    public int Depth { get; init; } = 15;

    [Range(1, int.MaxValue)]
    public int Aliases { get; init; } = 50;

    [Range(1, int.MaxValue)]
    public int RootFields { get; init; } = 50;

    [Range(1, int.MaxValue)]
    public int Mutations { get; init; } = 10;

    /// <summary>Points of one operation, each about 10 µs of the processor.</summary>
    [Range(1, int.MaxValue)]
    public int Cost { get; init; } = 50_000;

    /// <summary>Points that a user may spend at once.</summary>
    [Range(1, MostPoints)]
    public int Bucket { get; init; } = 10_000;

    /// <summary>Points that come back to a user in a second.</summary>
    [Range(1, MostPoints)]
    public int Restore { get; init; } = 500;

    /// <summary>The same for an API key.</summary>
    [Range(1, MostPoints)]
    public int KeyBucket { get; init; } = 50_000;

    [Range(1, MostPoints)]
    public int KeyRestore { get; init; } = 5_000;

    /// <summary>The same for a contact who signs in to the portal.</summary>
    [Range(1, MostPoints)]
    public int ContactBucket { get; init; } = 5_000;

    [Range(1, MostPoints)]
    public int ContactRestore { get; init; } = 50;

    /// <summary>Whether answers over HTTP tell what is left, in headers that are a draft still.</summary>
    public bool RateLimitHeaders { get; init; }

    /// <summary>Expensive operations, and shapes of queries to be planned, that may wait for their turn.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; init; } = 1_000;

    /// <summary>Entries of the log that a page looks at for a caller who is not told all of it.</summary>
    [Range(1, int.MaxValue)]
    public int LogWindow { get; init; } = 20_000;

    /// <summary>Hits of a search that are read and sorted; with more of them its list is walked.</summary>
    [Range(0, 1_000_000)]
    public int SearchHits { get; init; } = 2_000;

    [Range(1, 10_000)]
    public int DefaultPageSize { get; init; } = 50;

    [Range(1, 10_000)]
    public int MaxPageSize { get; init; } = 100;

    [Range(1, 1024 * 1024 * 1024)]
    public int BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Of the JSON of one body, and of the rows that are read for it.</summary>
    [Range(1, 1024 * 1024 * 1024)]
    public int AnswerBytes { get; init; } = 32 * 1024 * 1024;

    [Range(1, 3_600)]
    public int RequestSeconds { get; init; } = 30;

    /// <summary>Operations in one body.</summary>
    [Range(1, 1_000)]
    public int BatchedOperations { get; init; } = 10;

    /// <summary>Operations under way at once on one WebSocket.</summary>
    [Range(1, 100_000)]
    public int SubscriptionsPerConnection { get; init; } = 100;

    [Range(1, 3_600)]
    public int ConnectionInitSeconds { get; init; } = 15;

    /// <summary>How often the server shows a WebSocket client that it is there.</summary>
    [Range(1, 3_600)]
    public int PingSeconds { get; init; } = 15;

    /// <summary>The same for a client of server-sent events.</summary>
    [Range(1, 3_600)]
    public int HeartbeatSeconds { get; init; } = 12;

    /// <summary>WebSockets and streams that a caller has open at once.</summary>
    [Range(1, int.MaxValue)]
    public int ConnectionsPerCaller { get; init; } = 50;

    /// <summary>The same of an address, or of a network of IPv6 (/64), whoever calls.</summary>
    [Range(1, int.MaxValue)]
    public int ConnectionsPerAddress { get; init; } = 200;
}
