using System.Diagnostics;
using System.Diagnostics.Metrics;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>
/// Runs the statements of one operation on one connection, in one snapshot; inside a write they see the write's own.
/// </summary>
internal sealed class ReadSession
{
    private readonly StatementRunner runner;
    private readonly Dialect dialect;

    private readonly Caller caller;

    /// <summary>Reads on a connection that nobody else uses meanwhile, in the snapshot that was begun on it, if any.</summary>
    public ReadSession(ReadConnection open, Caller caller)
        : this(open.Statements, open.Dialect, caller) { }

    /// <summary>Reads inside a write, and sees what it has written so far, as far as its caller may.</summary>
    public ReadSession(CasesDb db)
        : this(db.Statements, db.Dialect, db.Conditions.Caller) { }

    private ReadSession(StatementRunner runner, Dialect dialect, Caller caller) =>
        (this.runner, this.dialect, this.caller) = (runner, dialect, caller);

    public Dialect Dialect => dialect;

    /// <summary>The same for another caller.</summary>
    public ReadSession As(Caller other) => new(runner, dialect, other) { Tally = Tally, Bound = Bound };

    /// <summary>Counts what is read, for those who ask what it cost.</summary>
    public ReadTally? Tally { get; init; }

    /// <summary>Of the answer that is read for; null where rows are for none.</summary>
    public AnswerBound? Bound { get; init; }

    /// <summary>The same for rows of another answer, or of none.</summary>
    public ReadSession Within(AnswerBound? bound) => new(runner, dialect, caller) { Tally = Tally, Bound = bound };

    private static readonly Meter Meter = new("CasesGraph.Query");

    /// <summary>Statements run, one by one: the figure that must not grow with the rows.</summary>
    private static readonly Counter<long> Statements = Meter.CreateCounter<long>("casesgraph.sql.statements");

    /// <summary>A trace of each statement with its text, for whoever listens.</summary>
    private static readonly ActivitySource Traces = new("CasesGraph.Query");

    public async ValueTask<RowSet> ReadAsync(
        Statement statement,
        RequestValues values,
        IReadOnlyCollection<long> keys,
        int limit,
        CancellationToken token
    )
    {
        using var trace = Trace(statement);
        return await runner.ReadAsync(
            statement,
            new StatementInput(values, keys, limit, Bound) { Caller = caller },
            token
        );
    }

    /// <summary>Two statements that see the same state, even where no snapshot was begun.</summary>
    public async ValueTask<(RowSet First, RowSet Second)> ReadBothAsync(
        Statement first,
        Statement second,
        RequestValues values,
        IReadOnlyCollection<long> keys,
        int limit,
        CancellationToken token
    )
    {
        using var trace = Trace(first);
        using var other = Trace(second);
        var input = new StatementInput(values, keys, limit, Bound) { Caller = caller };
        var rows = await runner.ReadAllAsync([new(first, input), new(second, input)], token);
        return (rows[0], rows[1]);
    }

    public async Task<LogEnds> ReadLogEndsAsync(CancellationToken token)
    {
        var rows = await ReadAsync(dialect.LogEnds, new RequestValues(), [], limit: 0, token);
        return new LogEnds(rows[0, 0].Number, rows[0, 1].Number, rows[0, 2].Number);
    }

    private static Activity? Trace(Statement statement)
    {
        Statements.Add(1);
        return Traces.StartActivity("read", ActivityKind.Client)?.SetTag("db.query.text", statement.Sql);
    }
}

/// <summary>Adds up what was read, by the same weights as what is asked for.</summary>
internal sealed class ReadTally
{
    public double Points { get; private set; }

    public void Add(double points) => Points += points;
}
