using System.Data.Common;
using CasesGraph.Model;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

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
    /// <summary>An embedded database joins up to 64 tables, and does not say so before the statement runs.</summary>
    private const int MostJoins = 60;

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
        using var command = SeenRows.Of(query, translation.Db).CreateDbCommand();
        if (JoinsOfLargestSelect(command.CommandText) > MostJoins)
        {
            throw new RequestErrorException(
                GraphErrorCode.LimitExceeded,
                $"A list selects, filters and sorts through too many relations: at most {MostJoins} are allowed."
            );
        }
        var parameters = command
            .Parameters.Cast<DbParameter>()
            .Select(parameter => new StatementParameter(parameter.ParameterName, HolderOf(parameter, translation)))
            .ToList();
        return new Statement(wrap is null ? command.CommandText : wrap(command.CommandText), parameters, columns);
    }

    /// <summary>The database's limit is on each SELECT by itself; those within others stand in brackets.</summary>
    private static int JoinsOfLargestSelect(string sql)
    {
        var open = new Stack<int>([0]);
        var largest = 0;
        for (var at = 0; at < sql.Length; at++)
        {
            if (sql[at] is '(')
                open.Push(0);
            else if (sql[at] is ')')
                open.Pop();
            else if (sql.AsSpan(at).StartsWith("JOIN ", StringComparison.Ordinal))
            {
                open.Push(open.Pop() + 1);
                largest = Math.Max(largest, open.Peek());
            }
        }
        return largest;
    }

    private static Holder HolderOf(DbParameter parameter, Translation translation) =>
        translation.Holders.SingleOrDefault(holder => holder.Matches(parameter.Value))
        ?? throw new InvalidOperationException($"Parameter {parameter.ParameterName} has no known origin.");
}

internal sealed record StatementParameter(string Name, Holder Holder);
