using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres.Shared;

/// <summary>New objects of several works, written by one statement.</summary>
internal sealed class SharedRows(NpgsqlConnection connection, IModel model) : DirectRows
{
    private readonly PostgresDirectRows rows = new(connection, model);
    private List<Asked> asked = [];

    public bool IsAsked => asked.Count > 0;

    public override Task AddAsync(LoggedRow added, CancellationToken token)
    {
        var asking = new Asked(added);
        asked.Add(asking);
        return asking.Done.Task;
    }

    public async Task AnswerAsync(CancellationToken token)
    {
        (var answered, asked) = (asked, []);
        await rows.AddAsync(answered.ConvertAll(one => one.Added), token);
        foreach (var one in answered)
            one.Done.SetResult();
    }

    public override Task AddAsync(IReadOnlyList<object> rows, CancellationToken token) => throw Unshared();

    public override Task AddAsync(LogRows rows, CancellationToken token) => throw Unshared();

    public override string PositionsOf(int count) => throw Unshared();

    public override string FirstOf(int count) => throw Unshared();

    private static NotSupportedException Unshared() =>
        new("What is written to known cases has a transaction of its own.");

    private sealed record Asked(LoggedRow Added)
    {
        /// <summary>Who waits goes on at once, on the thread that answers.</summary>
        public TaskCompletionSource Done { get; } = new();
    }
}
