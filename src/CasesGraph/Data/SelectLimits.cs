using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace CasesGraph.Data;

/// <summary>What a SELECT may have, on every database, by the one that takes least.</summary>
internal static class SelectLimits
{
    /// <summary>An embedded database joins up to 64 tables, and does not say so before the statement runs.</summary>
    private const int MostJoins = 60;

    /// <summary>Refuses one that joins too much; those within others count by themselves.</summary>
    public static void Check(SelectExpression select)
    {
        if (select.Tables.Count(table => table is JoinExpressionBase) > MostJoins)
        {
            throw new RequestErrorException(
                GraphErrorCode.LimitExceeded,
                $"A list selects, filters and sorts through too many relations: at most {MostJoins} are allowed."
            );
        }
    }
}
