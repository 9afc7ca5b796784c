using System.Linq.Expressions;

namespace CasesGraph.Model;

/// <summary>Rows that are hidden from lists once deleted, and come back with restore.</summary>
public interface ISoftDeleted
{
    DateTime? DeletedAt { get; set; }
}

/// <summary>Rows that can be merged into another of their kind; they are deleted then, and come back by undoing that.</summary>
public interface IMergeable : ISoftDeleted
{
    /// <summary>The one that goes on in its place.</summary>
    long? MergedIntoId { get; set; }
}

/// <summary>Rows whose version goes up by one with every write; callers send it back as expectedVersion.</summary>
public interface IVersioned
{
    int Version { get; set; }
    DateTime CreatedAt { get; set; }
    DateTime UpdatedAt { get; set; }
}

/// <summary>What it is not to be deleted, said once: for LINQ, and for rows whose type a plan knows.</summary>
internal static class InUse
{
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
