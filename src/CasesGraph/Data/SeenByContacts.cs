using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Which rows contacts see (<see cref="SeenByContactsAttribute"/>): those that are theirs (<see cref="ContactKeys"/>), and
/// parts of them.
/// </summary>
internal static class SeenByContacts
{
    /// <summary>The condition; null where all rows are seen that something leads to.</summary>
    public static Expression? Of(Expression row, RowAccess access) =>
        Declared(row.Type) is not { } declared || !access.Shape.IsShown(row.Type) ? Expression.Constant(false)
        : declared is { Leads: null, Contact: not null } ? Reached(row, access, Level(row.Type, access))
        : (declared.Account is { } account && declared.Contact is null ? [IsOfAccounts(row, account, access)] : None)
            .Concat(declared.Unless.Select(property => IsUnset(row, property)))
            .Append(
                EntityRights.Find(row.Type)?.Through is { } through
                    ? Of(Expression.Property(row, through), access)
                    : null
            )
            .Append(declared.Only is { } only ? Condition(only, row, access) : null)
            .Append(declared.Origin is { } origin ? IsOfOrigin(row, declared.PartOf!, origin, access) : null)
            .Aggregate((Expression?)null, EntityConditions.Both);

    /// <summary>The condition that a level reaches a row: what is the contact's own, or that of their account too.</summary>
    public static Expression Reached(Expression row, RowAccess access, AccessLevel level)
    {
        if (level is AccessLevel.None)
            return Expression.Constant(false);
        Expression isTheirs = Contain(ContactKeys.Of(row.Type, access, level, ContactKey.GoingOn), KeyOf(row));
        return Declared(row.Type)!
            .Unless.Select(property => IsUnset(row, property))
            .Aggregate(isTheirs, Expression.AndAlso);
    }

    /// <summary>Never null, though the row may be missing: one set of keys serves all rows then.</summary>
    private static Expression KeyOf(Expression row)
    {
        var key = Expression.Property(row, EntityModel.Of(row.Type).Key!);
        return row is MemberExpression
            ? Expression.Coalesce(Expression.Convert(key, typeof(long?)), Expression.Constant(0L))
            : key;
    }

    /// <summary>What was a part of something before it went on with others is seen by whom that was of.</summary>
    private static BinaryExpression IsOfOrigin(Expression row, string partOf, string origin, RowAccess access)
    {
        var whole = row.Type.GetProperty(partOf)!.PropertyType;
        return Expression.OrElse(
            IsUnset(row, origin),
            Contain(
                ContactKeys.Of(whole, access, Level(whole, access), ContactKey.Own),
                Expression.Property(Expression.Property(row, origin), nameof(Nullable<>.Value))
            )
        );
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
        var ways = ContactKeys
            .LinksTo(entity)
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

    internal static SeenByContactsAttribute? Declared(Type entity) =>
        entity.GetCustomAttribute<SeenByContactsAttribute>(inherit: false);

    private static AccessLevel Level(Type entity, RowAccess access) =>
        EntityRights.Find(entity)?.View is { } view ? access.Shape[view] : AccessLevel.None;

    private static MethodCallExpression Contain(Expression keys, Expression key) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], keys, key);

    internal static MethodCallExpression IsOfAccounts(Expression row, string account, RowAccess access)
    {
        Expression column = Expression.Property(row, account);
        if (column.Type != typeof(long))
            column = Expression.Property(column, nameof(Nullable<>.Value));
        return Expression.Call(access.Accounts, nameof(List<>.Contains), typeArguments: null, column);
    }

    private static Expression Condition(Type declared, Expression row, RowAccess access) =>
        ((ContactCondition)Activator.CreateInstance(declared)!).Of(row, access.Shape.Contact!);

    internal static Expression IsUnset(Expression row, string property)
    {
        var column = Expression.Property(row, property);
        return column.Type == typeof(bool) ? Expression.Not(column)
            : column.Type == typeof(bool?) ? Expression.Equal(column, Expression.Constant(false, column.Type))
            : Expression.Equal(column, Expression.Constant(value: null, column.Type));
    }
}
