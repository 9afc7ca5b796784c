using System.Data;
using System.Data.Common;

namespace CasesGraph.Bench.Ceiling;

/// <summary>A connection that writes.</summary>
/// <param name="Begin">The statement that begins a transaction.</param>
/// <param name="Position">The SQL of a change's key.</param>
internal sealed record WritingConnection(CeilingConnection Connection, string Begin, string Position);

/// <summary>One kind of write by its prepared statements, any number of times in a transaction.</summary>
internal abstract class CeilingWrites<TInput, TResult>(WritingConnection writing)
{
    protected const int Administrator = 1;

    private readonly DbCommand begin = writing.Connection.Command(writing.Begin);
    private readonly DbCommand commit = writing.Connection.Command("COMMIT");
    private readonly DbCommand rollback = writing.Connection.Command("ROLLBACK");

    public Task BeginAsync() => begin.ExecuteNonQueryAsync();

    public Task CommitAsync() => commit.ExecuteNonQueryAsync();

    public Task RollbackAsync() => rollback.ExecuteNonQueryAsync();

    public Task<TResult> WriteAsync(TInput input) =>
        WriteAsync(
            input,
            (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        );

    protected abstract Task<TResult> WriteAsync(TInput input, long now);
}

internal static class DbCommands
{
    extension(DbCommand command)
    {
        /// <summary>Gives all parameters their values; null stands for no text.</summary>
        public DbCommand With(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is null or string)
                    command.Parameters[i].DbType = DbType.String;
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }
            return command;
        }

        /// <summary>The key of the row that it inserts.</summary>
        public async Task<long> KeyAsync() => (long)(await command.ExecuteScalarAsync())!;
    }
}
