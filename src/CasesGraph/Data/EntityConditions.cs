using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>
/// The conditions of all entities. What cannot be shown without something hidden is hidden with it: a row with a reference
/// that is never null in answers, and a link, whose ends both have to be there.
/// </summary>
internal sealed class EntityConditions
{
    /// <summary>More than any deployment has; where there are more, they are made anew.</summary>
    private const int MostShapes = 1_000;

    private readonly Rules rules;
    private readonly RowAccess access;
    private readonly ConcurrentDictionary<Type, bool> hiding;

    /// <summary>Those of an administrator.</summary>
    /// <param name="contexts">Make contexts to translate with, which some conditions hold for.</param>
    public EntityConditions(IEnumerable<EntityCondition> conditions, Func<EntityConditions, CasesDb> contexts)
        : this(Rules.Of([.. conditions], contexts), AccessShape.Administrator) { }

    private EntityConditions(Rules rules, AccessShape shape)
    {
        (this.rules, access, hiding) = (rules, RowAccess.Planned(shape), new());
        Keys = new SeenKeys(() => rules.Contexts(this));
    }

    private EntityConditions(EntityConditions planned, Caller caller)
    {
        (rules, hiding, Keys) = (planned.rules, planned.hiding, planned.Keys);
        (access, Caller) = (RowAccess.Of(caller), caller);
    }

    /// <summary>Of what is made where no service is, such as a migration.</summary>
    public static EntityConditions None { get; } =
        new([], _ => throw new InvalidOperationException("There is no database."));

    public SeenKeys Keys { get; }

    /// <summary>What whoever they are for may do.</summary>
    public AccessShape Shape => access.Shape;

    /// <summary>Whom they are for, where they are not for plans.</summary>
    public Caller Caller { get; } = Caller.System;

    private EntityCondition[] Always => rules.Always;

    /// <summary>For plans of all callers who may do the same.</summary>
    public EntityConditions Of(AccessShape shape)
    {
        if (shape == access.Shape && Caller == Caller.System)
            return this;
        if (rules.ByShape.Count > MostShapes)
            rules.ByShape.Clear();
        return rules.ByShape.GetOrAdd(shape, static (asked, rules) => new EntityConditions(rules, asked), rules);
    }

    /// <summary>For what one caller does.</summary>
    public EntityConditions Of(Caller caller) => new(Of(caller.Access), caller);

    /// <summary>Whether rows of a type, which may be no entity, can be hidden at all.</summary>
    public bool Hide(Type type) =>
        Always.Length > 0
        && hiding.GetOrAdd(type, found => IsEntity(found) && Seen(Expression.Parameter(found)) is not null);

    /// <summary>The condition that a row is seen; null where nothing is hidden.</summary>
    public Expression? Seen(Expression row) => Seen(row, access);

    private Expression? Seen(Expression row, RowAccess own) =>
        Always.Length == 0
            ? null
            : All([
                .. Of(Always, row, own),
                .. Needed(row.Type).Where(one => !LeadsTo(one)).Select(one => Seen(Expression.Property(row, one), own)),
                .. OfForms(row, Seen),
            ]);

    /// <summary>The condition that a row is listed, beside that it is seen; null where there is none.</summary>
    public Expression? Listed(Expression row) => All(Of(rules.Listed, row, access));

    /// <summary>
    /// The condition that an entry of the log, though not seen, is told as one with which its record left; null where there
    /// are none (<see cref="EntityCondition.Left"/>).
    /// </summary>
    public Expression? Left(Expression row) => All(Always.Select(condition => condition.Left(row, access)));

    /// <summary>The condition that a row is a contact's own.</summary>
    public Expression Own(Expression row) => SeenByContacts.Reached(row, access, AccessLevel.Own);

    /// <summary>The rows that are seen.</summary>
    /// <param name="part">Of all that the caller reaches only this; null for all.</param>
    public IQueryable<T> Seen<T>(IQueryable<T> rows, RowPart? part = null)
    {
        if (!Hide(typeof(T)))
            return rows;
        var row = Expression.Parameter(typeof(T), "row");
        return Seen(row, access with { Part = part }) is { } seen
            ? rows.Where(Expression.Lambda<Func<T, bool>>(seen, row))
            : rows;
    }

    /// <summary>Whether what counts rows of an entity can be read in their place: it says as they do who sees them.</summary>
    /// <param name="row">What counts, which has the columns of these names.</param>
    /// <param name="has">Whether it has them.</param>
    /// <param name="seen">The condition on it; null for none.</param>
    public bool MayBeCounted(Type entity, Expression row, Func<IEnumerable<string>, bool> has, out Expression? seen)
    {
        seen = null;
        if (!Hide(entity))
            return true;
        if (
            !rules.GoByRights
            || Shape.IsContact
            || Shape.IsLinked(EntityRights.Find(entity))
            || Needed(entity).Any()
            || EntityRights.Find(entity) is not { View: { } view, Shared: null, Own: null, With: null } rights
        )
            return false;
        var columns = Shape[view] switch
        {
            AccessLevel.Team when rights.Team is { } team => [team],
            AccessLevel.Own => rights.Owners ?? [],
            _ => Array.Empty<string>(),
        };
        if (!has(columns))
            return false;
        seen = RowReach.Of(new ReachedByColumns(row), rights, Shape[view], access.User, access.Teams);
        return true;
    }

    /// <summary>
    /// The reference whose key a column holds, where the row stays when what it refers to is hidden; null for any other
    /// column, and for one that is a field by itself.
    /// </summary>
    public PropertyInfo? Reference(PropertyInfo column) =>
        Always.Length == 0 || column.IsDefined(typeof(FieldAttribute))
            ? null
            : References(column.DeclaringType!)
                .FirstOrDefault(one =>
                    column == KeyOf(one)
                    && Hide(one.PropertyType)
                    && !IsNeeded(one)
                    && !IsSeenWith(one)
                    && !LeadsTo(one)
                );

    /// <summary>Whether a row is hidden with what the reference leads to.</summary>
    public static bool IsNeeded(PropertyInfo reference) => Needed(reference.DeclaringType!).Contains(reference);

    /// <summary>Whether who sees a row sees what the reference leads to as well.</summary>
    public bool IsSeenWithRow(PropertyInfo reference) =>
        IsNeeded(reference)
        || LeadsTo(reference)
        || (rules.GoByRights && !Shape.IsContact && (IsSeenWith(reference) || IsSeenThrough(reference)));

    /// <summary>The reference to a record that is seen by whoever sees the row; null where there is none of the type.</summary>
    public static PropertyInfo? SeenWith(Type row, Type record) =>
        References(row).FirstOrDefault(one => one.PropertyType == record && (IsNeeded(one) || IsSeenThrough(one)));

    /// <summary>The reference whose key a column holds.</summary>
    public static PropertyInfo? ReferenceBy(PropertyInfo column) =>
        References(column.DeclaringType!).FirstOrDefault(one => column == KeyOf(one));

    /// <summary>Whether the row leads a caller to it who sees what cases lead to.</summary>
    private bool LeadsTo(PropertyInfo reference) => rules.GoByRights && RowsLedTo.IsSeenBy(reference, Shape);

    public static bool IsEntity(Type type) => type.IsDefined(typeof(EntityAttribute));

    internal static IEnumerable<PropertyInfo> Needed(Type type) =>
        EntityModel.Of(type).Key is null
            ? References(type)
            : EntityModel
                .Of(type)
                .Fields.OfType<ReferenceField>()
                .Where(one => one is { Required: true, Declared.MayBeHidden: false })
                .Select(one => one.Navigation);

    /// <summary>What has forms is seen as the form that it has.</summary>
    internal static IEnumerable<Expression?> OfForms(Expression row, Func<Expression, Expression?> seenAs) =>
        from form in EntityModel.Of(row.Type).Forms?.Members ?? []
        let seen = seenAs(Expression.Convert(row, form.Target))
        select seen is null ? null : Expression.OrElse(Expression.Not(Expression.TypeIs(row, form.Target)), seen);

    /// <summary>Whether a row of the list by which it is seen leads to it.</summary>
    private static bool IsSeenWith(PropertyInfo reference) =>
        EntityRights.Find(reference.PropertyType)?.With is { } with
        && reference
            .PropertyType.GetProperty(with)!
            .PropertyType.GenericTypeArguments[0]
            .IsAssignableFrom(reference.DeclaringType);

    /// <summary>Whether the row is seen by it.</summary>
    private static bool IsSeenThrough(PropertyInfo reference) =>
        string.Equals(EntityRights.Find(reference.DeclaringType!)?.Through, reference.Name, StringComparison.Ordinal);

    private static IEnumerable<PropertyInfo> References(Type type) =>
        type.GetProperties().Where(property => IsEntity(property.PropertyType));

    public static PropertyInfo? KeyOf(PropertyInfo reference) =>
        reference.DeclaringType!.GetProperty(reference.Name + "Id")
        ?? reference.DeclaringType.GetProperty(reference.Name + "Number");

    private static IEnumerable<Expression?> Of(EntityCondition[] conditions, Expression row, RowAccess access) =>
        conditions.Select(condition => condition.Of(row, access));

    /// <summary>Two conditions as one; null where there is none.</summary>
    public static Expression? Both(Expression? left, Expression? right) =>
        left is null || (right is not null && IsNever(right)) ? right
        : right is null || IsNever(left) ? left
        : Expression.AndAlso(left, right);

    /// <summary>One condition or the other.</summary>
    public static Expression Either(Expression one, Expression other) =>
        IsNever(one) ? other
        : IsNever(other) ? one
        : Expression.OrElse(one, other);

    /// <summary>Whether it holds of no row.</summary>
    public static bool IsNever(Expression condition) => condition is ConstantExpression { Value: false };

    private static Expression? All(IEnumerable<Expression?> conditions) => conditions.Aggregate(Both);

    /// <summary>What is the same whoever looks.</summary>
    private sealed record Rules(
        EntityCondition[] Listed,
        EntityCondition[] Always,
        Func<EntityConditions, CasesDb> Contexts
    )
    {
        public ConcurrentDictionary<AccessShape, EntityConditions> ByShape { get; } = new();

        public bool GoByRights { get; } = Array.TrueForAll(Always, condition => condition.GoesByRights);

        public static Rules Of(EntityCondition[] all, Func<EntityConditions, CasesDb> contexts) =>
            new(
                [.. all.Where(condition => condition.OfLists)],
                [.. all.Where(condition => !condition.OfLists)],
                contexts
            );
    }
}
