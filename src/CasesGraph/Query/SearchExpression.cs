using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Full-text search: every term must occur in the row's own text or in what is searched with it, each of which has one
/// index. The rank has three whole tiers, so that pages are stable.
/// </summary>
internal sealed class SearchExpression(SearchArgument search, PlanScope scope, bool includeDeleted)
{
    public Expression Matches(Expression row) =>
        search.Terms.Select(term => IsAmong(Hits(EntityModel.Of(row.Type), term), row)).Joined(Expression.AndAlso)
        ?? Expression.Constant(false);

    /// <summary>0 where a term is the number, 1 where the title has every term, 2 elsewhere.</summary>
    public Expression Rank(Expression row) =>
        Numbers(row)
            .Aggregate(
                Expression.Condition(InTitle(row), Expression.Constant(1), Expression.Constant(2)),
                (rank, isNumber) => Expression.Condition(isNumber, Expression.Constant(0), rank)
            );

    private IEnumerable<Expression> Numbers(Expression row) =>
        search
            .Terms.Select(term => term.Number)
            .OfType<Slot>()
            .Select(number => Expression.Equal(KeyOf(row), scope.Value(number)));

    private Expression InTitle(Expression row) =>
        search
            .Terms.Select(term => IsAmong(Hits(SearchIndex.Of(row.Type)!, term, SearchPart.Title), row))
            .Joined(Expression.AndAlso)
        ?? Expression.Constant(false);

    private static Expression IsAmong(IQueryable<long> keys, Expression row) => Linq.Contains(keys, KeyOf(row));

    private static MemberExpression KeyOf(Expression row) => Expression.Property(row, EntityModel.Of(row.Type).Key!);

    private IQueryable<long> Hits(EntityModel entity, TermArgument term) =>
        entity
            .Fields.Select(field => With(entity, field, term))
            .OfType<IQueryable<long>>()
            .Aggregate(Hits(SearchIndex.Of(entity.Type)!, term), Queryable.Union);

    private IQueryable<long> Hits(SearchIndex index, TermArgument term, SearchPart part = SearchPart.Internal) =>
        scope.Db.Dialect.Hits(scope.Db, index, scope.Value(term.Probe), term.IsPhrase, part);

    /// <summary>The keys of rows that are found by what is searched with them.</summary>
    private IQueryable<long>? With(EntityModel entity, FieldModel field, TermArgument term) =>
        field switch
        {
            ReferenceField one when one.Navigation.IsDefined(typeof(SearchableAttribute)) => Referring(
                entity,
                Hits(SearchIndex.Of(one.Target)!, term),
                one.Property,
                entity.Key!
            ),
            ConnectionField { Searched: true } many => Referring(
                EntityModel.Of(many.Child),
                Hits(SearchIndex.Of(many.NodeType)!, term),
                many.Node is null ? EntityModel.Of(many.Child).Key! : FieldReader.KeyOf(many.Node),
                many.ForeignKey
            ),
            _ => null,
        };

    /// <summary>
    /// A column of the rows that refer to what was found. Indexes for lists leave deleted rows out: said here too, they can
    /// be used.
    /// </summary>
    private IQueryable<long> Referring(EntityModel entity, IQueryable<long> found, PropertyInfo by, PropertyInfo column)
    {
        var row = Expression.Parameter(entity.Type, "row");
        Expression refers = Linq.Contains(found, Linq.Unwrap(Expression.Property(row, by)));
        if (!includeDeleted && scope.IsListed(row) is { } listed)
            refers = Expression.AndAlso(listed, refers);
        return (IQueryable<long>)scope.Rows(entity).Where(row, refers).Select(row, Expression.Property(row, column));
    }
}
