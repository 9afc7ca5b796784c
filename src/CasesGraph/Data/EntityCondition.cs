using System.Linq.Expressions;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// What rows must meet to be seen. It is added to the services and holds wherever rows are read from then on
/// (<see cref="EntityConditions"/>).
/// </summary>
internal abstract class EntityCondition
{
    /// <summary>
    /// Whether it holds for lists and filters alone, which can be told to leave it out: what is named by its id, or referred
    /// to, is there all the same.
    /// </summary>
    public virtual bool OfLists => false;

    /// <summary>
    /// Whether it goes by what entities declare of their rights: then what a row is seen through, or with, is seen with it.
    /// </summary>
    public virtual bool GoesByRights => false;

    /// <summary>The condition on a row; null where it has nothing to say of the row's entity.</summary>
    public abstract Expression? Of(Expression row, RowAccess access);

    /// <summary>
    /// The condition that an entry of the log tells of a record that has left with it: it was seen before the entry, and is
    /// not since. Null where there are no such entries.
    /// </summary>
    public virtual Expression? Left(Expression row, RowAccess access) => null;
}

/// <summary>What is deleted is no longer listed.</summary>
internal sealed class ListedInUse : EntityCondition
{
    public override bool OfLists => true;

    public override Expression? Of(Expression row, RowAccess access) =>
        typeof(ISoftDeleted).IsAssignableFrom(row.Type) ? InUse.Is(row) : null;
}
