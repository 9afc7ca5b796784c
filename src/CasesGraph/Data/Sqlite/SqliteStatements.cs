using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The statements of one connection, prepared once: for a small read, preparing costs as much as running. They go with
/// the connection; of many, and of large ones, those that were not used for longest go before.
/// </summary>
internal sealed class SqliteStatements(SoleConnection connection) : StatementRunner, IDisposable
{
    private const int MostStatements = 200;
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly Dictionary<(Statement, bool), SqliteStatement> statements = new(SameStatement.Instance);

    /// <summary>By their text, which plans of the same fields in another order share.</summary>
    private readonly Dictionary<string, PreparedText> prepared = new(StringComparer.Ordinal);

    private long bytes;
    private long uses;

    public override ValueTask<RowSet> ReadAsync(Statement statement, StatementInput input, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var use = connection.Begin();
        return ValueTask.FromResult(Get(statement, input).Read(input));
    }

    public override async ValueTask<RowSet[]> ReadAllAsync(IReadOnlyList<StatementRun> runs, CancellationToken token)
    {
        var begins = raw.sqlite3_get_autocommit(connection.Handle) != 0;
        await using var snapshot = begins ? new SqliteSnapshot(connection) : null;
        var rows = new RowSet[runs.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = await ReadAsync(runs[i].Statement, runs[i].Input, token);
        return rows;
    }

    public void Dispose()
    {
        using var use = connection.Begin();
        statements.Clear();
        foreach (var text in prepared.Values)
            text.Handle.Dispose();
        prepared.Clear();
    }

    private SqliteStatement Get(Statement statement, StatementInput input)
    {
        var isSoleKey = input.Keys.Count == 1;
        if (statements.TryGetValue((statement, isSoleKey), out var known))
        {
            known.Text.LastUse = ++uses;
            return known;
        }
        var sent = isSoleKey ? statement.OfOneKey : statement;
        if (!prepared.TryGetValue(sent.Sql, out var text))
        {
            prepared.Add(sent.Sql, text = PreparedText.Of(connection, sent.Sql));
            bytes += text.Bytes;
        }
        text.LastUse = ++uses;
        var created = new SqliteStatement(text, sent);
        statements.Add((statement, isSoleKey), created);
        while (prepared.Count > 1 && (statements.Count > MostStatements || bytes > MostBytes))
            Forget(prepared.MinBy(one => one.Value.LastUse));
        return created;
    }

    private void Forget(KeyValuePair<string, PreparedText> text)
    {
        foreach (var (key, _) in statements.Where(one => one.Value.Text == text.Value).ToList())
            statements.Remove(key);
        prepared.Remove(text.Key);
        bytes -= text.Value.Bytes;
        text.Value.Handle.Dispose();
    }

    private sealed class SameStatement : IEqualityComparer<(Statement Statement, bool IsSoleKey)>
    {
        public static SameStatement Instance { get; } = new();

        public bool Equals((Statement Statement, bool IsSoleKey) x, (Statement Statement, bool IsSoleKey) y) =>
            ReferenceEquals(x.Statement, y.Statement) && x.IsSoleKey == y.IsSoleKey;

        public int GetHashCode((Statement Statement, bool IsSoleKey) of) =>
            RuntimeHelpers.GetHashCode(of.Statement) + (of.IsSoleKey ? 1 : 0);
    }
}
