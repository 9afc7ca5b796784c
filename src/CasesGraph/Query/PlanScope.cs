using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Query;

/// <summary>What building one statement needs: the tables, and the holders of its parameters.</summary>
internal sealed class PlanScope(CasesDb db)
{
    private static readonly MethodInfo RowsOf = typeof(PlanScope).GetMethod(nameof(Rows), 1, [])!;
    private static readonly MethodInfo PartOf = typeof(PlanScope).GetMethod(nameof(Rows), 1, [typeof(RowPart)])!;
    private static readonly MethodInfo SetOf = typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!;

    /// <summary>No value of a request or its caller has a place so far behind.</summary>
    private const int FirstFollowing = 20_000;

    private readonly Dictionary<Slot, Holder> slots = [];

    public CasesDb Db => db;

    /// <summary>What whoever asks may do.</summary>
    public AccessShape Access => db.Conditions.Shape;
    public Holder Limit { get; } = Holder.ForLimit();

    /// <summary>As of <see cref="Statement.HasOnePlan"/>.</summary>
    public bool HasOnePlan { get; set; }

    public Translation Translation =>
        new(
            db,
            slots
                .Values.Append(Limit)
                .Concat(LogPart.Holders)
                .Append(Sought.All)
                .Append(SearchLead.Holder)
                .Concat(CallerSlots.Of(db.Conditions.Shape)),
            HasOnePlan
        );

    /// <summary>A table's rows. Which of them are seen is added to the whole statement (<see cref="SeenRows"/>).</summary>
    public IQueryable<T> Rows<T>()
        where T : class => db.Set<T>();

    /// <summary>Those of them that are in a part of what the caller reaches.</summary>
    public IQueryable<T> Rows<T>(RowPart part)
        where T : class => SeenRows.Part(db.Set<T>(), part);

    /// <summary>Those that lists have.</summary>
    public IQueryable<T> Listed<T>()
        where T : class
    {
        var row = Expression.Parameter(typeof(T), "row");
        return IsListed(row) is { } listed ? Rows<T>().Where(Expression.Lambda<Func<T, bool>>(listed, row)) : Rows<T>();
    }

    /// <summary>The rows of a tally, which no condition is added to.</summary>
    public IQueryable Tallied(Tally tally) =>
        (IQueryable)SetOf.MakeGenericMethod(tally.Row).Invoke(db, parameters: null)!;

    /// <summary>Null where lists have all rows.</summary>
    public Expression? IsListed(Expression row) => db.Conditions.Listed(row);

    public IQueryable Rows(EntityModel entity) =>
        (IQueryable)RowsOf.MakeGenericMethod(entity.Type).Invoke(this, parameters: null)!;

    public IQueryable Rows(EntityModel entity, RowPart part) =>
        (IQueryable)PartOf.MakeGenericMethod(entity.Type).Invoke(this, [part])!;

    public Expression Value(Slot slot) => HolderOf(slot).Expression;

    /// <summary>A value that follows from others of the request.</summary>
    public Expression Following(IFollowingValue value, Type type) =>
        Value(new Slot(0, FirstFollowing + slots.Count, type) { Follows = value });

    /// <summary>What stands for the value in a lambda that captures it.</summary>
    public T Captured<T>(Slot slot) => (T)HolderOf(slot).Held;

    private Holder HolderOf(Slot slot)
    {
        if (!slots.TryGetValue(slot, out var holder))
            slots.Add(slot, holder = Holder.ForSlot(slot));
        return holder;
    }

    /// <summary>Whether the row's key is among the owners' keys of this run.</summary>
    public static Expression IsAmongKeys(Expression key) =>
        Expression.Call(typeof(AmongKeys), nameof(AmongKeys.Has), typeArguments: null, Linq.Lift(key));
}
