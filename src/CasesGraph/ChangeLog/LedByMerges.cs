using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using static System.Linq.Expressions.Expression;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Entries with which a case goes out of the sight of contacts who saw it because one of theirs had gone on in it. What the
/// case keeps of itself does not tell of them; the case that led them there does.
/// </summary>
internal static class LedByMerges
{
    public static BinaryExpression Of(Expression change, RowAccess access, AccessLevel level) =>
        OrElse(IsGone(change, access, level), CameBack(change, access, level));

    /// <summary>The case was deleted, merged away or purged, and where one of theirs has gone on it has gone on too.</summary>
    private static BinaryExpression IsGone(Expression change, RowAccess access, AccessLevel level)
    {
        var leads = Coalesce(
            Property(Property(change, nameof(CaseChange.Case)), nameof(Case.MergedIntoNumber)),
            Number(change)
        );
        return AndAlso(
            AndAlso(
                NotEqual(Property(change, nameof(CaseChange.FacetsBefore)), Nowhere),
                Equal(Property(change, nameof(CaseChange.FacetsAfter)), Nowhere)
            ),
            AreAmong(ContactKeys.Of(typeof(Case), access, level, ContactKey.GoingOn), leads)
        );
    }

    /// <summary>One of theirs that had gone on in the case stands for itself again.</summary>
    private static BinaryExpression CameBack(Expression change, RowAccess access, AccessLevel level)
    {
        var other = Parameter(typeof(CaseChange), "other");
        var row = Parameter(typeof(FieldChange), "row");
        var into = Call(
            typeof(TextFunctions),
            nameof(TextFunctions.OpaqueId),
            typeArguments: null,
            Constant(nameof(Case)),
            Number(change)
        );
        var cameFrom = AndAlso(
            Equal(Property(row, nameof(FieldChange.Field)), Constant(CaseField.MergedInto)),
            Equal(Property(row, nameof(FieldChange.Before)), into)
        );
        var cameBack = AndAlso(
            Equal(Property(other, nameof(CaseChange.ChangeSetId)), Property(change, nameof(CaseChange.ChangeSetId))),
            AndAlso(
                AreAmong(ContactKeys.Of(typeof(Case), access, level, ContactKey.Own), Number(other)),
                Any(Property(other, nameof(CaseChange.Fields)), typeof(Enumerable), cameFrom, row)
            )
        );
        return AndAlso(
            Equal(Property(change, nameof(CaseChange.Kind)), Constant(ChangeKind.Unmerged)),
            Any(Tables.Of(typeof(CaseChange)), typeof(Queryable), cameBack, other)
        );
    }

    private static readonly ConstantExpression Nowhere = Constant("");

    private static MemberExpression Number(Expression change) =>
        Property(Property(change, nameof(CaseChange.CaseNumber)), nameof(Nullable<>.Value));

    private static MethodCallExpression AreAmong(Expression keys, Expression key) =>
        Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], keys, key);

    private static MethodCallExpression Any(
        Expression rows,
        Type methods,
        Expression condition,
        ParameterExpression row
    ) => Call(methods, nameof(Enumerable.Any), [row.Type], rows, Lambda(condition, row));
}
