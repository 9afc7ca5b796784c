using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data.Tallies;

namespace CasesGraph.Query;

/// <summary>What rows are counted by.</summary>
/// <param name="Cut">A time by whose half hours they are counted too; null for none.</param>
internal sealed record CountedBy(IReadOnlyList<PropertyInfo> Columns, PropertyInfo? Cut = null);

/// <summary>Rows to be counted: themselves, or those of a tally, each of which stands for as many as it says.</summary>
/// <param name="Tally">Null for the rows themselves.</param>
internal sealed record CountedRows(IQueryable Rows, Tally? Tally)
{
    private const string Count = nameof(TallyRow.Count);

    /// <summary>A column that they are counted by; its half hours where a tally has these.</summary>
    public MemberExpression Column(Expression row, PropertyInfo column) =>
        Expression.Property(row, Tally?.Find(column)?.Own ?? column);

    /// <summary>What they are counted in: a row of a group, or a row by itself.</summary>
    public static Expression Weight(Expression row) => Expression.Property(row, Count);

    /// <summary>How many a group has.</summary>
    public Expression CountOf(ParameterExpression group)
    {
        if (Tally is null)
            return Linq.CountOf(group);
        var row = Expression.Parameter(Tally.Row, "row");
        return Expression.Call(
            typeof(Enumerable),
            nameof(Enumerable.Sum),
            [Tally.Row],
            group,
            Expression.Lambda(Weight(row), row)
        );
    }

    /// <summary>The rows by a key: only what has some is a group, though a tally's rows can come to nothing.</summary>
    public IQueryable GroupBy(ParameterExpression row, Expression key)
    {
        var groups = Rows.GroupBy(row, key);
        if (Tally is null)
            return groups;
        var group = Expression.Parameter(groups.ElementType, "group");
        return groups.Where(group, Expression.NotEqual(CountOf(group), Expression.Constant(0L)));
    }
}
