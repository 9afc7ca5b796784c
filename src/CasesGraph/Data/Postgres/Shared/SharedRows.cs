using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres.Shared;

/// <summary>New objects of several works, written by one statement.</summary>
internal sealed class SharedRows(NpgsqlConnection connection, IModel model) : DirectRows
{
    private readonly PostgresDirectRows rows = new(connection, model);

    /// <summary>Who waits goes on at once, on the thread that answers.</summary>
    private List<(LoggedRow Added, TaskCompletionSource Done)> asked = [];

    public bool IsAsked => asked.Count > 0;

    public override Task AddAsync(LoggedRow added, CancellationToken token)
    {
        var done = new TaskCompletionSource();
        asked.Add((added, done));
        return done.Task;
    }

    public async Task AnswerAsync(CancellationToken token)
    {
        (var answered, asked) = (asked, []);
        await rows.AddAsync(answered.ConvertAll(one => one.Added), token);
        foreach (var (_, done) in answered)
            done.SetResult();
    }

    public override Task AddAsync(IReadOnlyList<object> rows, CancellationToken token) => throw Unshared();

    public override Task AddKeyedAsync(IReadOnlyList<object> rows, CancellationToken token) => throw Unshared();

    public override Task AddAsync(LogRows rows, CancellationToken token) => throw Unshared();

    public override string PositionsOf(int count) => throw Unshared();

    public override string FirstOf(int count) => throw Unshared();

    private static NotSupportedException Unshared() =>
        new("What is written to known cases has a transaction of its own.");
}
