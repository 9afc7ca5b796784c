using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Running;

/// <summary>One operation on its way: who asks, and where its root fields read and write.</summary>
internal sealed class Execution(
    GraphRequest request,
    Caller caller,
    Charge charge,
    AnswerBound bound,
    CasesDatabase database,
    WriteGate gate,
    AccessTrail trail,
    CancellationToken token
) : IAsyncDisposable
{
    private ReadConnection? connection;
    private IAsyncDisposable? snapshot;
    private IDisposable? interruption;
    private ReadSession? session;
    private readonly List<string> written = [];

    /// <summary>Null where nobody wants to know what was read.</summary>
    public ReadTally? Tally { get; } =
        charge.Bucket is not null || request.CostReport is CostReport.Report ? new ReadTally() : null;

    public Charge Charge => charge;

    /// <summary>Where refusals and reads are kept.</summary>
    public AccessTrail Trail => trail;

    public GraphRequest Request => request;
    public Caller Caller => caller;

    public AnswerBound Bound => bound;

    /// <summary>Response keys of the root fields whose effects are kept, whatever becomes of the answer.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>What is asked for; null until the document is read.</summary>
    public ValidOperation? Valid { get; set; }

    public bool IsMutation => Valid is { Prepared.Operation.Operation: OperationType.Mutation };

    public bool HasWritten { get; private set; }

    /// <summary>What the mutation that runs has looked at before its transaction.</summary>
    public object? Prepared { get; set; }

    /// <summary>How many statements the prepared fields will run: a single one is a snapshot by itself.</summary>
    public int Statements { get; set; }

    /// <summary>The one snapshot of the operation: begun by the first that reads, shared by all of its fields.</summary>
    public async ValueTask<ReadSession> ReadAsync()
    {
        if (session is not null)
            return session;
        connection = await RentAsync();
        interruption = connection.InterruptOn(token);
        snapshot = Statements > 1 ? await connection.BeginSnapshotAsync(token) : null;
        return session = new ReadSession(connection, caller) { Tally = Tally, Bound = bound };
    }

    /// <summary>
    /// Runs a work in the write gate. What is read next sees what it wrote; so does what the caller asks afterwards.
    /// Nothing is held for reading meanwhile: as many requests as there are connections would wait for each other.
    /// </summary>
    public async Task<T> WriteAsync<T>(Work<T> work, WriteKind kind)
    {
        await EndSnapshotAsync();
        var result = await GateAsync(work, kind);
        HasWritten = true;
        database.Wrote(caller.Key);
        return result;
    }

    /// <summary>Hears of objects of an entity that are read by their ids.</summary>
    public Action<long>? FoundOf(EntityModel entity) =>
        trail.KeepsReads(entity.Type) ? key => trail.Read(caller, entity.Type, key) : null;

    public void Wrote(string field) => written.Add(field);

    public ValueTask DisposeAsync() => EndSnapshotAsync();

    private async ValueTask<ReadConnection> RentAsync()
    {
        try
        {
            return await database.RentAsync(HasWritten ? null : caller.Key, token);
        }
        catch (OperationCanceledException late)
        {
            throw new UnavailableException("No connection to the database was free in time.", Serving.Written.No, late);
        }
    }

    /// <summary>A token takes back only what has not begun.</summary>
    private async Task<T> GateAsync<T>(Work<T> work, WriteKind kind)
    {
        try
        {
            return await (
                kind switch
                {
                    WriteKind.OnlyAdds => gate.AddAsync(work, token),
                    WriteKind.KeepsAnswer => gate.AnswerAsync(work, token),
                    _ => gate.RunAsync(work, token),
                }
            );
        }
        catch (OperationCanceledException late) when (token.IsCancellationRequested)
        {
            throw new UnavailableException("The write did not get its turn in time.", Serving.Written.No, late);
        }
    }

    private async ValueTask EndSnapshotAsync()
    {
        interruption?.Dispose();
        if (snapshot is not null)
            await snapshot.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
        (connection, snapshot, interruption, session) = (null, null, null, null);
    }
}

/// <summary>What the write gate can know of a work.</summary>
internal enum WriteKind
{
    Any,

    /// <summary>It is one for <see cref="WriteGate.AddAsync"/>.</summary>
    OnlyAdds,

    /// <summary>It is one for <see cref="WriteGate.AnswerAsync"/>.</summary>
    KeepsAnswer,
}
