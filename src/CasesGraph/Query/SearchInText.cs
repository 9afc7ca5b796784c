using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// The same search as <see cref="SearchExpression"/>, asked of one row after the other: from its own text and from what is
/// searched with it. No index of words is read, so what it costs follows the rows that it is asked of.
/// </summary>
internal sealed class SearchInText(SearchArgument search, PlanScope scope, bool includeDeleted)
{
    public Expression Matches(Expression row)
    {
        var alone = search.Terms.Where((_, at) => !search.Phones.Any(phone => phone.Terms.Contains(at)));
        return alone
                .Select(term => Occurs(row, term))
                .Concat(search.Phones.Select(phone => Occurs(row, phone)))
                .Joined(Expression.AndAlso)
            ?? Expression.Constant(false);
    }

    public Expression InTitle(Expression row) =>
        search
            .Terms.Select(term => Has(SearchIndex.Of(row.Type)!, row, term.Probe, SearchPart.Title))
            .Joined(Expression.AndAlso)
        ?? Expression.Constant(false);

    /// <summary>Whether a row's own text has any of the terms.</summary>
    public Expression HasAny(Expression row)
    {
        var index = SearchIndex.Of(row.Type)!;
        return search
                .Terms.Select(term => InOwn(index, row, term))
                .Concat(search.Phones.Select(phone => InPhones(index, row, phone.Probe)).OfType<Expression>())
                .Joined(Expression.OrElse)
            ?? Expression.Constant(false);
    }

    private Expression Occurs(Expression row, TermArgument term) =>
        Anywhere(row, (index, one) => InOwn(index, one, term))!;

    /// <summary>By the digits of one number, or by each group of them by itself.</summary>
    private Expression Occurs(Expression row, PhoneArgument phone)
    {
        var all = phone.Terms.Select(at => Occurs(row, search.Terms[at])).Joined(Expression.AndAlso)!;
        return Anywhere(row, (index, one) => InPhones(index, one, phone.Probe)) is { } together
            ? Expression.OrElse(together, all)
            : all;
    }

    private Expression InOwn(SearchIndex index, Expression row, TermArgument term)
    {
        var occurs = Has(index, row, term.Probe);
        return term.Phone is { } digits && InPhones(index, row, digits) is { } phones
            ? Expression.OrElse(occurs, phones)
            : occurs;
    }

    /// <summary>Null where the caller may search no telephone numbers.</summary>
    private Expression? InPhones(SearchIndex index, Expression row, Slot digits) =>
        (index.ShownTo(scope.Access) ?? index.Columns).Any(column => column.IsPhone) ? Has(index, row, digits) : null;

    private Expression Has(SearchIndex index, Expression row, Slot probe, SearchPart part = SearchPart.Internal) =>
        scope.Db.Dialect.Occurs(scope.Db, index, row, scope.Value(probe), part, index.ShownTo(scope.Access));

    /// <summary>In the row's own text, or in what is searched with it.</summary>
    private Expression? Anywhere(Expression row, Func<SearchIndex, Expression, Expression?> occurs) =>
        EntityModel
            .Of(row.Type)
            .Fields.Select(field => With(row, field, occurs))
            .Prepend(occurs(SearchIndex.Of(row.Type)!, row))
            .OfType<Expression>()
            .Joined(Expression.OrElse);

    private Expression? With(Expression row, FieldModel field, Func<SearchIndex, Expression, Expression?> occurs) =>
        field switch
        {
            ReferenceField { Searched: true } one when scope.Access.Searches(one.Target) => One(
                EntityModel.Of(one.Target),
                Expression.Property(row, one.Property),
                occurs
            ),
            ConnectionField { Searched: true } many when scope.Access.Searches(many.NodeType) => Some(
                many,
                row,
                occurs
            ),
            _ => null,
        };

    private Expression? One(EntityModel entity, Expression key, Func<SearchIndex, Expression, Expression?> occurs)
    {
        var one = Expression.Parameter(entity.Type, "searched");
        var own = Expression.Property(one, entity.Key!);
        return occurs(SearchIndex.Of(entity.Type)!, one) is { } found
            ? Linq.HasOne(
                scope.Rows(entity),
                one,
                Expression.AndAlso(Expression.Equal(Linq.Lift(own), Linq.Lift(key)), found)
            )
            : null;
    }

    /// <summary>Links are asked who reaches them with the row; what has a text of its own, as a hit of the index is.</summary>
    private Expression? Some(ConnectionField many, Expression row, Func<SearchIndex, Expression, Expression?> occurs)
    {
        var entity = EntityModel.Of(many.Child);
        var child = Expression.Parameter(many.Child, "of");
        var found = many.Node is null
            ? occurs(SearchIndex.Of(many.Child)!, child)
            : One(EntityModel.Of(many.NodeType), Expression.Property(child, FieldReader.KeyOf(many.Node)), occurs);
        if (found is null)
            return null;
        if (!includeDeleted && scope.IsListed(child) is { } listed)
            found = Expression.AndAlso(listed, found);
        var foreign = SeenRows.Own(Expression.Property(child, many.ForeignKey));
        var isOf = Expression.Equal(
            Linq.Lift(foreign),
            Linq.Lift(Expression.Property(row, EntityModel.Of(row.Type).Key!))
        );
        var rows =
            many.Node is not null && PageForm.IsByTeams(row.Type)
                ? scope.Rows(entity, RowPart.AskedElsewhere)
                : scope.Rows(entity);
        return Linq.HasOne(rows, child, Expression.AndAlso(isOf, found));
    }
}
