using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CasesGraph.Data;

/// <summary>Compiles what reads an object's columns: each property, by its own converter, as it is stored.</summary>
internal static class RowReader
{
    public static Action<object, BulkValue[]> Compile(IEntityType type, IReadOnlyList<IProperty> properties)
    {
        var row = Expression.Parameter(typeof(object), "row");
        var values = Expression.Parameter(typeof(BulkValue[]), "values");
        var typed = Expression.Variable(type.ClrType, "typed");
        var assignments = properties.Select(
            (property, at) =>
                (Expression)
                    Expression.Assign(
                        Expression.ArrayAccess(values, Expression.Constant(at)),
                        Stored(Value(typed, property), property.GetTypeMapping().Converter)
                    )
        );
        var body = Expression.Block(
            [typed],
            [Expression.Assign(typed, Expression.Convert(row, type.ClrType)), .. assignments]
        );
        return Expression.Lambda<Action<object, BulkValue[]>>(body, row, values).Compile();
    }

    public static (Func<object, long> Get, Action<object, long> Set) CompileKey(IEntityType type, IProperty key)
    {
        var row = Expression.Parameter(typeof(object), "row");
        var given = Expression.Parameter(typeof(long), "key");
        var property = Expression.Property(Expression.Convert(row, type.ClrType), key.PropertyInfo!);
        return (
            Expression.Lambda<Func<object, long>>(property, row).Compile(),
            Expression.Lambda<Action<object, long>>(Expression.Assign(property, given), row, given).Compile()
        );
    }

    private static Expression Value(Expression row, IProperty property)
    {
        var value = Expression.Property(row, property.PropertyInfo!);
        var reference = property
            .GetContainingForeignKeys()
            .FirstOrDefault(key => key is { Properties.Count: 1, DependentToPrincipal.PropertyInfo: not null });
        if (reference is null)
            return value;
        var other = Expression.Property(row, reference.DependentToPrincipal!.PropertyInfo!);
        var key = Expression.Property(other, reference.PrincipalKey.Properties[0].PropertyInfo!);
        var none = Expression.Default(value.Type);
        return Expression.Condition(
            Expression.AndAlso(Expression.Equal(value, none), Expression.NotEqual(other, Expression.Constant(null))),
            Expression.Convert(key, value.Type),
            value
        );
    }

    private static Expression Stored(Expression value, ValueConverter? converter)
    {
        if (Nullable.GetUnderlyingType(value.Type) is not null)
        {
            return Expression.Condition(
                Expression.Property(value, nameof(Nullable<>.HasValue)),
                Stored(Expression.Property(value, nameof(Nullable<>.Value)), converter),
                Expression.Default(typeof(BulkValue))
            );
        }
        if (converter is not null)
            return Stored(Expression.Invoke(converter.ConvertToProviderExpression, value), converter: null);
        if (value.Type == typeof(bool))
            value = Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L));
        else if (value.Type != typeof(string))
            value = Expression.Convert(value, typeof(long));
        return Expression.Convert(value, typeof(BulkValue));
    }
}
