using Microsoft.Data.Sqlite;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// A connection whose handle is used past ADO.NET, by one at a time: SQLite itself does not look (<see cref="SqliteSetup"/>),
/// and two at once would break its memory. So each use begins here.
/// </summary>
internal sealed class SoleConnection(string connectionString) : SqliteConnection(connectionString)
{
    private int users;

    /// <summary>Begins to use it.</summary>
    /// <exception cref="InvalidOperationException">Somebody uses it.</exception>
    public Use Begin() =>
        Interlocked.Exchange(ref users, 1) == 0
            ? new Use(this)
            : throw new InvalidOperationException("A connection to SQLite is used by two at once.");

    private void End() => Volatile.Write(ref users, 0);

    public readonly ref struct Use(SoleConnection connection) : IDisposable
    {
        public void Dispose() => connection.End();
    }
}
