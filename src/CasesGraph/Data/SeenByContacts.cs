using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Which rows contacts see (<see cref="SeenByContactsAttribute"/>). What is theirs is a set of keys, each part of it found
/// by an index of its own: alternatives in one condition would be tried on every row.
/// </summary>
internal static class SeenByContacts
{
    /// <summary>The condition; null where all rows are seen that something leads to.</summary>
    public static Expression? Of(Expression row, RowAccess access) =>
        Declared(row.Type) is not { } declared ? Expression.Constant(false)
        : declared is { Leads: null, Contact: not null } ? Reached(row, access, Level(row.Type, access))
        : (declared.Account is { } account && declared.Contact is null ? [IsOfAccounts(row, account, access)] : None)
            .Concat(declared.Unless.Select(property => IsUnset(row, property)))
            .Append(declared.Through is { } through ? Of(Expression.Property(row, through), access) : null)
            .Append(declared.Only is { } only ? Condition(only, row, access) : null)
            .Aggregate((Expression?)null, EntityConditions.Both);

    /// <summary>The condition that a level reaches a row: what is the contact's own, or that of their account too.</summary>
    public static Expression Reached(Expression row, RowAccess access, AccessLevel level)
    {
        if (level is AccessLevel.None)
            return Expression.Constant(false);
        var declared = Declared(row.Type)!;
        var key = EntityModel.Of(row.Type).Key!;
        var keys = Links(row.Type)
            .Select(link => Keys(link.Type, link.Contact, access.Contact, link.Key))
            .Prepend(Keys(row.Type, declared.Contact!, access.Contact, key.Name));
        if (level is not AccessLevel.Own && declared.Account is { } account)
            keys = keys.Append(Keys(row.Type, one => IsOfAccounts(one, account, access), key.Name));
        var all = keys.Aggregate(
            (one, other) => Expression.Call(typeof(Queryable), nameof(Queryable.Union), [typeof(long)], one, other)
        );
        Expression seen = Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Contains),
            [typeof(long)],
            all,
            Expression.Property(row, key)
        );
        if (declared.Account is { } place && access.Shape.Contact is { FormerContacts: false })
            seen = Expression.AndAlso(seen, Expression.OrElse(IsUnset(row, place), IsOfAccounts(row, place, access)));
        return declared.Unless.Select(property => IsUnset(row, property)).Aggregate(seen, Expression.AndAlso);
    }

    /// <summary>
    /// The same of what is kept of a row elsewhere: not of what hides it, of which nothing is to be kept.
    /// </summary>
    /// <param name="hasLink">Whether there is a link of a type with a contact.</param>
    public static Expression Reached(
        Type entity,
        IReachedBy kept,
        Func<Type, Expression, Expression> hasLink,
        RowAccess access,
        AccessLevel level
    )
    {
        var declared = Declared(entity)!;
        var isOfAccounts = declared.Account is { } account ? kept.IsAmong(account, access.Accounts) : null;
        var ways = Links(entity)
            .Select(link => hasLink(link.Type, access.Contact))
            .Prepend(kept.Is(declared.Contact!, access.Contact));
        if (level is not AccessLevel.Own && isOfAccounts is not null)
            ways = ways.Append(isOfAccounts);
        var reached = ways.Aggregate(Expression.OrElse);
        return isOfAccounts is not null && access.Shape.Contact is { FormerContacts: false }
            ? Expression.AndAlso(reached, Expression.OrElse(kept.IsNull(declared.Account!), isOfAccounts))
            : reached;
    }

    private static readonly Expression[] None = [];

    private static SeenByContactsAttribute? Declared(Type entity) =>
        entity.GetCustomAttribute<SeenByContactsAttribute>(inherit: false);

    private static AccessLevel Level(Type entity, RowAccess access) =>
        EntityRights.Find(entity)?.View is { } view ? access.Shape[view] : AccessLevel.None;

    /// <summary>What leads contacts to rows of an entity.</summary>
    private static IEnumerable<(Type Type, string Contact, string Key)> Links(Type entity) =>
        from type in EntityModel.Types
        let declared = Declared(type)
        where declared is { Leads: not null }
        let leads = type.GetProperty(declared.Leads!)!
        where leads.PropertyType == entity
        select (type, declared.Contact!, FieldReader.KeyOf(leads).Name);

    private static MethodCallExpression Keys(Type entity, string by, Expression value, string key) =>
        Keys(
            entity,
            row =>
            {
                var column = Expression.Property(row, by);
                return Expression.Equal(column, Expression.Convert(value, column.Type));
            },
            key
        );

    private static MethodCallExpression Keys(Type entity, Func<Expression, Expression> condition, string key)
    {
        var row = Expression.Parameter(entity, "one");
        var isOne = condition(row);
        // Indexes leave deleted rows out: said here too, they can be used.
        if (typeof(ISoftDeleted).IsAssignableFrom(entity))
            isOne = Expression.AndAlso(InUse.Is(row), isOne);
        var rows = Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Where),
            [entity],
            Tables.Of(entity),
            Expression.Quote(Expression.Lambda(isOne, row))
        );
        return Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Select),
            [entity, typeof(long)],
            rows,
            Expression.Quote(Expression.Lambda(Expression.Property(row, key), row))
        );
    }

    private static MethodCallExpression IsOfAccounts(Expression row, string account, RowAccess access)
    {
        Expression column = Expression.Property(row, account);
        if (column.Type != typeof(long))
            column = Expression.Property(column, nameof(Nullable<>.Value));
        return Expression.Call(access.Accounts, nameof(List<>.Contains), typeArguments: null, column);
    }

    private static Expression Condition(Type declared, Expression row, RowAccess access) =>
        ((ContactCondition)Activator.CreateInstance(declared)!).Of(row, access.Shape.Contact!);

    private static Expression IsUnset(Expression row, string property)
    {
        var column = Expression.Property(row, property);
        return column.Type == typeof(bool) ? Expression.Not(column)
            : column.Type == typeof(bool?) ? Expression.Equal(column, Expression.Constant(false, column.Type))
            : Expression.Equal(column, Expression.Constant(value: null, column.Type));
    }
}
