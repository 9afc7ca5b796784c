using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Query;

namespace CasesGraph.Graph.Running;

/// <summary>One operation on its way: who asks, and where its root fields read and write.</summary>
internal sealed class Execution(
    GraphRequest request,
    Caller caller,
    PlanCache plans,
    SqliteConnections connections,
    WriteGate gate,
    CancellationToken token
) : IDisposable
{
    private ReadSession? session;
    private Action? release;

    public GraphRequest Request => request;
    public Caller Caller => caller;
    public PlanCache Plans => plans;

    /// <summary>How many statements the prepared fields will run: a single one is a snapshot by itself.</summary>
    public int Statements { get; set; }
    public WriteGate Gate => gate;

    /// <summary>The one snapshot of the operation: begun by the first that reads, shared by all of its fields.</summary>
    public ReadSession Session => session ??= Begin();

    /// <summary>Ends the snapshot, so that what is read next sees what was written meanwhile.</summary>
    public void EndSnapshot()
    {
        release?.Invoke();
        (session, release) = (null, null);
    }

    public void Dispose() => EndSnapshot();

    private ReadSession Begin()
    {
        var connection = connections.Rent();
        var snapshot = Statements > 1 ? SqliteConnections.BeginSnapshot(connection) : null;
        var interruption = SqliteConnections.InterruptOn(connection, token);
        release = () =>
        {
            interruption.Dispose();
            snapshot?.Dispose();
            connections.Return(connection);
        };
        return new ReadSession(connection, snapshot, connections.PreparedOn(connection));
    }
}
