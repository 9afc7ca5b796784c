using System.Globalization;
using System.Text.RegularExpressions;

namespace CasesGraph.Data.Postgres;

/// <summary>A statement as the server takes it, so that neither the driver nor the planner looks at it twice.</summary>
internal static partial class PostgresStatement
{
    /// <summary>
    /// Parameters by number, which the driver sends as they are. The number of rows stands in the text: with a parameter
    /// the planner supposes a tenth of the table, plans for that, and sees each time anew that few are asked for.
    /// </summary>
    public static Statement Of((int Limit, bool IsSoleKey) run, Statement statement)
    {
        if (run.IsSoleKey)
            statement = statement.OfOneKey;
        var limits = statement
            .Parameters.Where(parameter => parameter.Holder.IsLimit)
            .Select(Name)
            .ToHashSet(StringComparer.Ordinal);
        var parameters = statement.Parameters.Where(parameter => !parameter.Holder.IsLimit).ToList();
        var names = parameters.ConvertAll(Name);
        var sql = Parameter().Replace(statement.Sql, found => Text(found.Value));
        return statement with { Sql = sql, Parameters = parameters };

        string Text(string found)
        {
            if (limits.Contains(found[1..]))
                return run.Limit.ToString(CultureInfo.InvariantCulture);
            var place = names.IndexOf(found[1..]);
            return place < 0 ? found : string.Create(CultureInfo.InvariantCulture, $"${place + 1}");
        }
    }

    private static string Name(StatementParameter parameter) => parameter.Name.TrimStart('@');

    /// <summary>Not the operators that have such a sign too: @>, @@.</summary>
    [GeneratedRegex(@"(?<!@)@\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
