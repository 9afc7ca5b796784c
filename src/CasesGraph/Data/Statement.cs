using System.Data.Common;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// One SELECT, translated by EF Core once and run as often as its plan is: text, parameters, and the kinds of the
/// columns. Running it needs neither EF Core's pipeline nor a row object.
/// </summary>
/// <param name="Columns">Kinds of the columns, in their order.</param>
internal sealed record Statement(
    string Sql,
    IReadOnlyList<StatementParameter> Parameters,
    IReadOnlyList<StoredAs> Columns
)
{
    /// <summary>The text for runs that bring one key; null where keys do not matter.</summary>
    public string? SqlOfOneKey { get; init; }

    /// <summary>
    /// Whether it is planned without its values: it is of parts that an index each has in order, and to plan it for each run
    /// takes longer than to run it; or a planner supposes too much of the values.
    /// </summary>
    public bool HasOnePlan { get; init; }

    /// <summary>Whether two callers who may do the same can get different rows.</summary>
    public bool IsOfCaller =>
        Parameters.Any(parameter => parameter.Holder.Slot is { } slot && CallerSlots.IsOfCaller(slot));

    /// <summary>Whether two can who have the same teams and accounts besides.</summary>
    public bool IsOfOne => Parameters.Any(parameter => parameter.Holder.Slot is { } slot && CallerSlots.IsOfOne(slot));

    public Statement OfOneKey => SqlOfOneKey is null ? this : this with { Sql = SqlOfOneKey };

    /// <summary>Lets EF Core translate a query.</summary>
    /// <param name="query">Ends in a select of columns that are numbers or texts as they are stored, but for counts.</param>
    /// <param name="wrap">Puts the text into a larger one.</param>
    public static Statement Translate(
        IQueryable query,
        Translation translation,
        IReadOnlyList<StoredAs> columns,
        Func<string, string>? wrap = null
    )
    {
        var seen = SeenRows.Of(query, translation.Db);
        using var command = seen.Provider.Execute<UnreadRows>(seen.Expression).Command();
        var parameters = command
            .Parameters.Cast<DbParameter>()
            .Select(parameter => new StatementParameter(parameter.ParameterName, HolderOf(parameter, translation)))
            .ToList();
        var sql = wrap is null ? command.CommandText : wrap(command.CommandText);
        var statement = new Statement(sql, parameters, columns) { HasOnePlan = translation.HasOnePlan };
        return AmongKeys.In(statement, translation.Db.Dialect);
    }

    private static Holder HolderOf(DbParameter parameter, Translation translation) =>
        translation.Holders.SingleOrDefault(holder => holder.Matches(parameter.Value))
        ?? throw new InvalidOperationException($"Parameter {parameter.ParameterName} has no known origin.");
}

internal sealed record StatementParameter(string Name, Holder Holder);

/// <summary>What one query is translated with.</summary>
/// <param name="Db">The tables, and what holds for their rows.</param>
/// <param name="Holders">Of all values that the query's parameters can have.</param>
/// <param name="HasOnePlan">As of the statement.</param>
internal sealed record Translation(CasesDb Db, IEnumerable<Holder> Holders, bool HasOnePlan = false);
