using System.Linq.Expressions;

namespace CasesGraph.Model;

/// <summary>What it is not to be deleted, said once: for LINQ, for rows whose type a plan knows, and for SQL.</summary>
internal static class InUse
{
    /// <summary>Of one table's rows, for the indexes of lists: a list's own condition must be the same to use them.</summary>
    public const string Sql = "\"" + nameof(ISoftDeleted.DeletedAt) + "\" IS NULL";

    public static IQueryable<T> WhereInUse<T>(this IQueryable<T> rows)
        where T : class, ISoftDeleted
    {
        var row = Expression.Parameter(typeof(T), "row");
        return rows.Where(Expression.Lambda<Func<T, bool>>(Is(row), row));
    }

    public static Expression Is(Expression row)
    {
        var deletedAt = Expression.Property(row, nameof(ISoftDeleted.DeletedAt));
        return Expression.Equal(deletedAt, Expression.Constant(null, deletedAt.Type));
    }
}
