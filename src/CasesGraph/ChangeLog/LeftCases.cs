using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Entries of cases that a caller saw before them and not after, by the facets that the log keeps of both: whoever follows
/// the log is told to drop the case.
/// </summary>
internal sealed class LeftCases : EntityCondition
{
    private static readonly RightsAttribute Rights = EntityRights.Of<Case>();

    public override bool GoesByRights => true;

    public override Expression? Of(Expression row, RowAccess access) => null;

    public override Expression? Left(Expression row, RowAccess access)
    {
        if (access.Shape.LogReaders is LogReaders.All)
            return null;
        if (access.Shape.LogReaders is LogReaders.Leavers)
            return row.Type == typeof(CaseChange) ? OfAnyone(row) : null;
        if (access.Shape[Rights.View!.Value] is not (AccessLevel.Own or AccessLevel.Team))
            return null;
        return row.Type == typeof(CaseChange) ? OfCase(row, access)
            : row.Type == typeof(RecordChange)
                ? Expression.AndAlso(
                    Expression.TypeIs(row, typeof(CaseChange)),
                    OfCase(Expression.Convert(row, typeof(CaseChange)), access)
                )
            : null;
    }

    /// <summary>It can have left those who see a case by what has changed.</summary>
    private static BinaryExpression OfAnyone(Expression change) =>
        Expression.NotEqual(
            Expression.Property(change, nameof(CaseChange.FacetsBefore)),
            Expression.Property(change, nameof(CaseChange.FacetsAfter))
        );

    private static BinaryExpression OfCase(Expression change, RowAccess access)
    {
        var level = access.Shape[Rights.View!.Value];
        // Most entries change no facet, and this is told soonest.
        return Expression.AndAlso(
            OfAnyone(change),
            Expression.AndAlso(
                Was(nameof(CaseChange.FacetsBefore)),
                Expression.Not(Was(nameof(CaseChange.FacetsAfter)))
            )
        );

        Expression Was(string facets)
        {
            var kept = new ReachedByFacets(change, facets);
            return access.Shape.IsContact
                ? Expression.OrElse(
                    SeenByContacts.Reached(typeof(Case), kept, kept.HasLink, access, level),
                    LedFacets.Lead(kept.Has, access, level)
                )
                : RowReach.Of(kept, Rights, level, access.User, access.Teams)!;
        }
    }

    /// <summary>What the log keeps of the case.</summary>
    /// <param name="facets">The property with the facets of the case.</param>
    private sealed class ReachedByFacets(Expression change, string facets) : IReachedBy
    {
        private Expression Facets => Expression.Property(change, facets);

        public Expression IsAmong(string property, Expression keys)
        {
            var key = Expression.Parameter(typeof(long), "key");
            return Expression.Call(
                typeof(Enumerable),
                nameof(Enumerable.Any),
                [typeof(long)],
                keys,
                Expression.Lambda<Func<long, bool>>(Has(FieldOf(property)!.Facet!, key), key)
            );
        }

        /// <summary>Of what the log keeps no facet, what it is now: it never changes.</summary>
        public Expression Is(string property, Expression key) =>
            FieldOf(property) is { } field
                ? Has(field.Facet!, key)
                : new ReachedByColumns(Expression.Property(change, nameof(CaseChange.Case))).Is(property, key);

        /// <summary>Whether a link was there.</summary>
        public BinaryExpression HasLink(Type link, Expression key) =>
            Has(CaseParts.Links.Single(part => part.Row == link).Facet!, key);

        public Expression IsNull(string property) =>
            Has(Expression.Constant(CaseFacets.Token(FieldOf(property)!.Facet!, value: null)));

        private BinaryExpression Has(string facet, Expression key) =>
            Has(
                Expression.Call(
                    typeof(TextFunctions),
                    nameof(TextFunctions.Between),
                    typeArguments: null,
                    Expression.Constant(CaseFacets.Any(facet)),
                    key,
                    Expression.Constant(CaseFacets.Listed)
                )
            );

        public BinaryExpression Has(Expression token) =>
            Expression.GreaterThan(
                Expression.Call(
                    typeof(TextFunctions),
                    nameof(TextFunctions.Position),
                    typeArguments: null,
                    Facets,
                    token
                ),
                Expression.Constant(0)
            );

        private static FieldAttribute? FieldOf(string property) => CaseFacets.Find(property)?.Declared;
    }
}
