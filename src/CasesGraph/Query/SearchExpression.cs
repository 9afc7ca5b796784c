using System.Linq.Expressions;
using CasesGraph.Cases;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Full-text search: every term must occur, for a case anywhere in its own text, its conversation, its account's or its
/// contacts' names, each of which has one index. The rank has three whole tiers, so that pages are stable.
/// </summary>
internal sealed class SearchExpression(SearchArgument search, PlanScope scope, bool includeDeleted)
{
    public Expression Matches(Expression row) =>
        search
            .Terms.Select(term => IsAmong(Hits(row.Type, term), row))
            .Aggregate((Expression?)null, (left, right) => left is null ? right : Expression.AndAlso(left, right))
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
            .Select(number => Expression.Equal(Expression.Property(row, nameof(Case.Number)), scope.Value(number)));

    private Expression InTitle(Expression row) =>
        search
            .Terms.Select(Expression (term) => IsAmong(Hits(SearchIndex.Cases, term, SearchPart.Title), row))
            .DefaultIfEmpty(Expression.Constant(false))
            .Aggregate(Expression.AndAlso);

    private static Expression IsAmong(IQueryable<long> keys, Expression row) =>
        Linq.Contains(keys, Expression.Property(row, EntityModel.Of(row.Type).Key!));

    private IQueryable<long> Hits(Type entity, TermArgument term)
    {
        if (entity != typeof(Case))
            return Hits(
                SearchIndex.All.Single(index => string.Equals(index.Over, entity.Name, StringComparison.Ordinal)),
                term
            );
        var updates = Hits(SearchIndex.Updates, term);
        var accounts = Hits(SearchIndex.Accounts, term);
        var contacts = Hits(SearchIndex.Contacts, term);
        // The index by account, as all indexes for lists, leaves deleted cases out: said here too, it can be used.
        var ofLists = includeDeleted ? scope.Rows<Case>() : scope.Listed<Case>();
        return Hits(SearchIndex.Cases, term)
            .Union(
                scope.Db.CaseUpdates.Where(update => updates.Contains(update.Id)).Select(update => update.CaseNumber)
            )
            .Union(ofLists.Where(c => accounts.Contains(c.AccountId!.Value)).Select(c => c.Number))
            .Union(
                scope
                    .Rows<CaseContact>()
                    .Where(link => contacts.Contains(link.ContactId))
                    .Select(link => link.CaseNumber)
            );
    }

    private IQueryable<long> Hits(SearchIndex index, TermArgument term, SearchPart part = SearchPart.Internal) =>
        scope.Db.Dialect.Hits(scope.Db, index, scope.Value(term.Probe), term.IsPhrase, part);
}
