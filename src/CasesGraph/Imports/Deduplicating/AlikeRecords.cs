using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Imports.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Records in use that agree with rows in a set of fields, found by a query for each set.</summary>
internal static class AlikeRecords<TEntity>
    where TEntity : class
{
    /// <summary>Ten are told of a row.</summary>
    private const int MostOfRow = 100;

    private static readonly PropertyInfo Key = EntityModel.Of<TEntity>().Key!;

    private static readonly MethodInfo Contains = new Func<IEnumerable<object>, object, bool>(
        Enumerable.Contains
    ).Method.GetGenericMethodDefinition();

    /// <summary>The keys of those that each row is like.</summary>
    public static async Task<ILookup<GivenRow, long>> FindAsync(
        FieldSet set,
        IReadOnlyList<GivenRow> rows,
        Call call,
        CancellationToken token
    )
    {
        var asked = rows.Select(row => (Row: row, Key: set.InBase(row))).Where(one => one.Key is not null).ToList();
        if (asked.Count == 0)
            return asked.ToLookup(one => one.Row, _ => 0L);
        var found = await Matching(set, [.. asked.Select(one => one.Row)], call).ToListAsync(token);
        // The oldest: what the job itself has written comes last.
        var keys = found
            .GroupBy(cells => set.Of(cells.AsSpan(1)) ?? "", cells => (long)cells[0]!, StringComparer.Ordinal)
            .SelectMany(alike => alike.Order().Take(MostOfRow).Select(key => (Set: alike.Key, Key: key)))
            .ToLookup(one => one.Set, one => one.Key, StringComparer.Ordinal);
        return asked
            .SelectMany(one => keys[one.Key!].Select(key => (one.Row, key)))
            .ToLookup(one => one.Row, one => one.key);
    }

    /// <summary>The key and the fields of all that agree with any row in each field that a query can ask for.</summary>
    private static IQueryable<object?[]> Matching(FieldSet set, IReadOnlyList<GivenRow> rows, Call call)
    {
        var row = Expression.Parameter(typeof(TEntity), "row");
        var found = call.Db.Rows<TEntity>();
        if (typeof(TEntity).IsAssignableTo(typeof(ISoftDeleted)))
            found = found.Where(Expression.Lambda<Func<TEntity, bool>>(InUse.Is(row), row));
        foreach (var field in set.Fields)
        {
            var column = Expression.Property(row, field.Column);
            var values = rows.Select(field.InBase).Distinct();
            if (field.IsText)
                found = found.Where(Among(row, column, values.OfType<string>().ToList()));
            else if (field.Field is ReferenceField)
                found = found.Where(Among(row, column, values.OfType<long>().ToList()));
        }
        var cells = set
            .Fields.Select(field => field.Column)
            .Prepend(Key)
            .Select(column => Expression.Convert(Expression.Property(row, column), typeof(object)));
        return found.Select(
            Expression.Lambda<Func<TEntity, object?[]>>(Expression.NewArrayInit(typeof(object), cells), row)
        );
    }

    private static Expression<Func<TEntity, bool>> Among<TValue>(
        ParameterExpression row,
        Expression column,
        List<TValue> values
    )
    {
        // What is read off an object becomes a parameter; a constant would make a statement of its own of each chunk.
        var listed = Expression.Property(Expression.Constant(new Listed<TValue>(values)), nameof(Listed<>.Values));
        var isNullable = Nullable.GetUnderlyingType(column.Type) is not null;
        var value = isNullable ? Expression.Property(column, nameof(Nullable<>.Value)) : column;
        Expression isAmong = Expression.Call(Contains.MakeGenericMethod(typeof(TValue)), listed, value);
        if (isNullable)
            isAmong = Expression.AndAlso(
                Expression.NotEqual(column, Expression.Constant(value: null, column.Type)),
                isAmong
            );
        return Expression.Lambda<Func<TEntity, bool>>(isAmong, row);
    }

    private sealed record Listed<TValue>(List<TValue> Values);
}
