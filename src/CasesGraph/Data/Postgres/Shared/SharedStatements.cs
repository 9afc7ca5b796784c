using Npgsql;

namespace CasesGraph.Data.Postgres.Shared;

/// <summary>Reads for several works: a statement that is asked for by keys alone runs once, with the keys of all.</summary>
internal sealed class SharedStatements(NpgsqlConnection connection) : StatementRunner
{
    private readonly PostgresStatements statements = new(connection);

    /// <summary>Who waits goes on at once, on the thread that answers.</summary>
    private List<(IReadOnlyList<StatementRun> Runs, TaskCompletionSource<RowSet[]> Found)> asked = [];

    public bool IsAsked => asked.Count > 0;

    public override bool IsShared => true;

    public override async ValueTask<RowSet> ReadAsync(
        Statement statement,
        StatementInput input,
        CancellationToken token
    ) => (await ReadAllAsync([new(statement, input)], token))[0];

    public override async ValueTask<RowSet[]> ReadAllAsync(IReadOnlyList<StatementRun> runs, CancellationToken token)
    {
        var found = new TaskCompletionSource<RowSet[]>();
        asked.Add((runs, found));
        return await found.Task;
    }

    public async Task AnswerAsync(CancellationToken token)
    {
        (var answered, asked) = (asked, []);
        var runs = new List<StatementRun>();
        var places = answered.ConvertAll(one => one.Runs.Select(run => Place(runs, run)).ToArray());
        var found = await statements.ReadAllAsync(runs, token);
        foreach (var (one, at) in answered.Zip(places))
            one.Found.SetResult([.. at.Select(place => found[place])]);
    }

    /// <summary>Where among the runs that will be sent is the one that answers another.</summary>
    private static int Place(List<StatementRun> runs, StatementRun run)
    {
        var known = IsByKeys(run) ? runs.FindIndex(other => IsSame(other.Statement, run.Statement)) : -1;
        if (known < 0)
        {
            // Nobody's answer is to end for the rows of others.
            runs.Add(run with { Input = run.Input with { Keys = run.Input.Keys.ToHashSet(), Bound = null } });
            return runs.Count - 1;
        }
        ((HashSet<long>)runs[known].Input.Keys).UnionWith(run.Input.Keys);
        return known;
    }

    /// <summary>Plans of the same fields in another order are of one text.</summary>
    private static bool IsSame(Statement one, Statement other) =>
        ReferenceEquals(one, other)
        || (string.Equals(one.Sql, other.Sql, StringComparison.Ordinal) && one.Columns.SequenceEqual(other.Columns));

    private static bool IsByKeys(StatementRun run) =>
        run.Statement.Parameters.All(parameter => parameter.Holder.IsKeys);
}
