using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// What is known of the rows below which others are read: where all of them are seen, what is hidden with its owner alone
/// need not be asked of those below.
/// </summary>
/// <param name="AreSeen">Not where entries are told with which a record left.</param>
/// <param name="ForMany">Whether it is read for many callers at once.</param>
internal readonly record struct OwnerRows(bool AreSeen, bool ForMany)
{
    public static OwnerRows Unknown => default;

    public static OwnerRows Of(RowSource source, EntityConditions conditions)
    {
        var entity = source switch
        {
            KeyedRows keyed => keyed.Entity,
            ListRows { List.Node: null } list => list.List.Child,
            // Of a link and of what it leads to, rows below may belong to either.
            _ => null,
        };
        return entity is null || conditions.Left(Expression.Parameter(entity.Type)) is not null
            ? Unknown
            : new OwnerRows(AreSeen: true, conditions.Shape.LogReaders is LogReaders.All);
    }

    /// <summary>The owners themselves.</summary>
    public IQueryable Of(PlanScope scope, EntityModel owners) =>
        AreSeen ? scope.Rows(owners, RowPart.AskedElsewhere) : scope.Rows(owners);

    /// <summary>The column with the owner's key, where it is as it stands; null where it may have to be hidden.</summary>
    public PropertyInfo? Own(PropertyInfo by) => AreSeen ? by : null;

    /// <summary>The rows below, of which a column has the owner's key.</summary>
    public IQueryable Below(PlanScope scope, EntityModel entity, PropertyInfo by)
    {
        if (!AreSeen || EntityConditions.ReferenceBy(by) is not { } reference)
            return scope.Rows(entity);
        return scope.Rows(entity, ForMany ? OfSameRecord(reference) : RowPart.OfSeen(reference));
    }

    /// <summary>
    /// Those that belong to the same record as their owner: who sees another, to which they have moved since, is not known.
    /// </summary>
    private static RowPart OfSameRecord(PropertyInfo owner) =>
        new(
            (row, reached) =>
                row is not MemberExpression { Expression: { } below, Member: PropertyInfo reference } ? reached
                : reference == owner ? null
                : EntityConditions.SeenWith(owner.PropertyType, reference.PropertyType) is { } same
                    ? IsSame(Key(below, reference), Key(Expression.Property(below, owner), same))
                : reached
        );

    private static MemberExpression Key(Expression row, PropertyInfo reference) =>
        Expression.Property(row, EntityConditions.KeyOf(reference)!);

    private static BinaryExpression IsSame(Expression one, Expression other) =>
        Expression.Equal(Linq.Lift(one), Linq.Lift(other));
}
