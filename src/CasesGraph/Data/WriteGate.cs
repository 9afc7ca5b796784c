namespace CasesGraph.Data;

public sealed class WriteGate(Sqlite.SqliteConnections connections)
{
    public async Task<T> RunAsync<T>(Func<CasesDb, DateTime, CancellationToken, Task<T>> work, CancellationToken token)
    {
        using var c = connections.Open();
        using var db = Sqlite.SqliteConnections.CreateDb(c);
        await using var t = await db.Database.BeginTransactionAsync(token);
        var r = await work(db, default, token);
        await t.CommitAsync(token);
        return r;
    }
}
