using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Which key stands for a row that is a contact's.</summary>
internal enum ContactKey
{
    /// <summary>The row's.</summary>
    Own,

    /// <summary>That of the row which goes on in its place, or else its own.</summary>
    GoingOn,
}

/// <summary>
/// The keys of rows that are a contact's: by what says so of them, by links, and by the account. Each part is found by an
/// index of its own: alternatives in one condition would be tried on every row.
/// </summary>
internal sealed class ContactKeys
{
    private readonly Type entity;
    private readonly RowAccess access;
    private readonly ContactKey key;
    private readonly SeenByContactsAttribute declared;

    private ContactKeys(Type entity, RowAccess access, ContactKey key) =>
        (this.entity, this.access, this.key, declared) = (entity, access, key, SeenByContacts.Declared(entity)!);

    /// <summary>A query for the keys.</summary>
    public static Expression Of(Type entity, RowAccess access, AccessLevel level, ContactKey key) =>
        new ContactKeys(entity, access, key)
            .Parts(level)
            .Aggregate(
                (one, other) => Expression.Call(typeof(Queryable), nameof(Queryable.Union), [typeof(long)], one, other)
            );

    private IEnumerable<Expression> Parts(AccessLevel level)
    {
        List<Func<Expression, Expression>> conditions = [IsOfContact];
        if (level is not AccessLevel.Own && declared.Account is { } account)
            conditions.Add(row => SeenByContacts.IsOfAccounts(row, account, access));
        foreach (var condition in conditions)
        {
            yield return Keys(entity, row => Both(IsInUse(row), condition(row)), KeyOf);
            if (declared.GoesOnIn is not null)
                yield return Keys(entity, row => Expression.AndAlso(HasGone(row), condition(row)), KeyOfGone);
        }
        foreach (var (type, leads) in LinksTo(entity))
            yield return Keys(type, row => IsLinkOfContact(row, leads), row => KeyOfLinked(row, leads));
    }

    /// <summary>Whether it is the contact's, who belongs where the row does, or it belongs nowhere.</summary>
    private Expression IsOfContact(Expression row) => Both(IsContact(row, declared.Contact!), BelongsThere(row))!;

    private Expression IsLinkOfContact(Expression link, string leads) =>
        Both(
            IsContact(link, SeenByContacts.Declared(link.Type)!.Contact!),
            BelongsThere(Expression.Property(link, leads))
        )!;

    private BinaryExpression IsContact(Expression row, string property)
    {
        var column = Expression.Property(row, property);
        return Expression.Equal(column, Expression.Convert(access.Contact, column.Type));
    }

    private BinaryExpression? BelongsThere(Expression row) =>
        declared.Account is { } account && access.Shape.Contact is { FormerContacts: false }
            ? Expression.OrElse(SeenByContacts.IsUnset(row, account), SeenByContacts.IsOfAccounts(row, account, access))
            : null;

    /// <summary>Indexes leave deleted rows out: said here too, they can be used.</summary>
    private static Expression? IsInUse(Expression row) =>
        typeof(ISoftDeleted).IsAssignableFrom(row.Type) ? InUse.Is(row) : null;

    private UnaryExpression HasGone(Expression row) => Expression.Not(SeenByContacts.IsUnset(row, declared.GoesOnIn!));

    private MemberExpression KeyOf(Expression row) => Expression.Property(row, EntityModel.Of(entity).Key!);

    private Expression KeyOfGone(Expression row) =>
        key is ContactKey.Own
            ? KeyOf(row)
            // Never null, so that one set of keys serves all rows: what can be null is looked for row by row.
            : Expression.Coalesce(Expression.Property(row, declared.GoesOnIn!), Expression.Constant(0L));

    private Expression KeyOfLinked(Expression link, string leads)
    {
        var own = Expression.Property(link, FieldReader.KeyOf(link.Type.GetProperty(leads)!));
        return key is ContactKey.GoingOn && declared.GoesOnIn is { } goesOn
            ? Expression.Coalesce(Expression.Property(Expression.Property(link, leads), goesOn), own)
            : own;
    }

    /// <summary>What leads contacts to rows of the entity.</summary>
    public static IEnumerable<(Type Type, string Leads)> LinksTo(Type entity) =>
        from type in EntityModel.Types
        let leads = SeenByContacts.Declared(type)?.Leads
        where leads is not null && type.GetProperty(leads)!.PropertyType == entity
        select (type, leads);

    private static MethodCallExpression Keys(
        Type table,
        Func<Expression, Expression?> condition,
        Func<Expression, Expression> key
    )
    {
        var row = Expression.Parameter(table, "one");
        var rows = Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Where),
            [table],
            Tables.Of(table),
            Expression.Quote(Expression.Lambda(condition(row)!, row))
        );
        return Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Select),
            [table, typeof(long)],
            rows,
            Expression.Quote(Expression.Lambda(key(row), row))
        );
    }

    private static Expression? Both(Expression? one, Expression? other) => EntityConditions.Both(one, other);
}
