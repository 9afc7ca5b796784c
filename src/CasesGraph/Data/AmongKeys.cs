using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data;

/// <summary>
/// The condition that a key is among those that a run brings. EF Core writes it as for one key, by a name of ours, and
/// what stands for several takes its place in the text. For one key it stays: a list is read like a table, which costs a
/// small read as much as its row, and PostgreSQL's planner, who supposes ten keys where it does not know them, finds one
/// cheaper each time and so never keeps a plan.
/// </summary>
internal static class AmongKeys
{
    /// <summary>The name of the parameter.</summary>
    private const string Name = "@among_keys";

    /// <summary>What comes behind the key.</summary>
    public const string Condition = $"= {Name}";

    /// <summary>Whether a key is one of those that the run brings; null is not. Only EF Core calls it.</summary>
    public static bool Has(long? key) => throw TextFunctions.OnlyInSql();

    public static void Map(ModelBuilder model) =>
        model
            .HasDbFunction(typeof(AmongKeys).GetMethod(nameof(Has))!)
            .HasTranslation(given => new SqlBinaryExpression(
                ExpressionType.Equal,
                given[0],
                new SqlFragmentExpression(Name, typeof(long), given[0].TypeMapping),
                typeof(bool),
                BoolTypeMapping.Default
            ));

    /// <summary>The statement as it is for several keys and for one; as it is where it has no such condition.</summary>
    /// <exception cref="InvalidOperationException">It has the condition in another form.</exception>
    public static Statement In(Statement statement, Dialect dialect)
    {
        if (!statement.Sql.Contains(Name, StringComparison.Ordinal))
            return statement;
        if (statement.Sql.Replace(Condition, "", StringComparison.Ordinal).Contains(Name, StringComparison.Ordinal))
            throw new InvalidOperationException($"EF Core writes the condition on keys otherwise: {statement.Sql}");
        return statement with
        {
            Sql = statement.Sql.Replace(Condition, dialect.Among("", Name).TrimStart(), StringComparison.Ordinal),
            SqlOfOneKey = statement.Sql,
            Parameters = [.. statement.Parameters, new(Name, Holder.Keys)],
        };
    }
}
