using System.Linq.Expressions;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>Hides a third of the rows of each entity, and the changes of records that it hides.</summary>
/// <param name="but">Entities of which it hides none.</param>
internal sealed class EveryThird(params Type[] but) : EntityCondition, IHiding
{
    public bool IsHidden(object row) =>
        (EntityModel.Of(row.GetType()).Key is not null && Hides(row.GetType().Name, HiddenRows.KeyOf(row)))
        || row is CaseChange { CaseNumber: { } number } && Hides(nameof(CasesGraph.Cases.Case), number)
        || row is EntityChange { RecordId: var record } && Hides(nameof(EntityChange), record);

    public bool Hides(string entity, long key) =>
        !Array.Exists(but, one => string.Equals(entity, one.Name, StringComparison.Ordinal)) && key % 3 == 0;

    public override Expression? Of(Expression row, RowAccess access)
    {
        if (but.Contains(row.Type) || EntityModel.Of(row.Type).Key is not { } key)
            return null;
        var seen = IsSeen(Expression.Property(row, key));
        var record =
            row.Type == typeof(CaseChange) ? nameof(CaseChange.CaseNumber)
            : row.Type.IsAssignableTo(typeof(EntityChange)) ? nameof(EntityChange.RecordId)
            : null;
        return record is null ? seen : Expression.AndAlso(seen, IsSeen(Expression.Property(row, record)));
    }

    private static BinaryExpression IsSeen(Expression key) =>
        Expression.NotEqual(
            Expression.Modulo(key, Expression.Constant(3L, key.Type)),
            Expression.Constant(0L, key.Type)
        );
}
