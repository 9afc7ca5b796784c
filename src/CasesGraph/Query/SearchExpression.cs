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
        Found(EntityModel.Of(row.Type)).Select(found => IsAmong(found, row)).Joined(Expression.AndAlso)
        ?? Expression.Constant(false);

    /// <summary>Keys of all that is found, some more than once; null where there is no word.</summary>
    public IQueryable<long>? Keys(EntityModel entity) =>
        Found(entity).Aggregate((IQueryable<long>?)null, (all, found) => all is null ? found : Both(all, found));

    /// <summary>
    /// The key is hidden: an index of words would be asked for each key of the others, which takes hundreds of times as long
    /// as to read its hits.
    /// </summary>
    private static IQueryable<long> Both(IQueryable<long> some, IQueryable<long> others)
    {
        var key = Expression.Parameter(typeof(long), "key");
        return (IQueryable<long>)some.Where(key, Linq.Contains(others, Linq.Hidden(key)));
    }

    /// <summary>The keys of each term's hits.</summary>
    private IEnumerable<IQueryable<long>> Found(EntityModel entity) =>
        search
            .Terms.Where((_, at) => !search.Phones.Any(phone => phone.Terms.Contains(at)))
            .Select(term => Hits(entity, term))
            .Concat(search.Phones.Select(phone => Hits(entity, phone)));

    /// <summary>0 where a term is the number, 1 where the title has every term, 2 elsewhere.</summary>
    public Expression Rank(Expression row) => Rank(row, InTitle(row));

    /// <summary>The same, where something else says whether the title has every term.</summary>
    public Expression Rank(Expression row, Expression isInTitle) =>
        Numbers(row)
            .Aggregate(
                Expression.Condition(isInTitle, Expression.Constant(1), Expression.Constant(2)),
                (rank, isNumber) => Expression.Condition(isNumber, Expression.Constant(0), rank)
            );

    /// <summary>Whether a term is the row's number; null where no term is one.</summary>
    public Expression? IsNumber(Expression row) => Numbers(row).Joined(Expression.OrElse);

    /// <summary>Keys of rows that have a term of the run's choice; some come more than once.</summary>
    public IQueryable<long> LeadHits(EntityModel entity) =>
        FoundAsRead(
            entity,
            index =>
                scope.Db.Dialect.Hits(
                    scope.Db,
                    index,
                    SearchLead.Holder.Expression,
                    isPhrase: true,
                    only: index.ShownTo(scope.Access)
                )
        );

    /// <summary>As many keys as one term has hits, without telephone numbers, up to the limit.</summary>
    public IQueryable<long> CountedHits(EntityModel entity, TermArgument term)
    {
        var own = SearchIndex.Of(entity.Type);
        var hits = FoundAsRead(
            entity,
            index => index == own ? HitsToCount(index, term, SearchPart.Internal) : Hits(index, term)
        );
        return Counted(hits, entity, term, SearchPart.Text);
    }

    /// <summary>As many keys as there are rows whose title has every term, up to the limit.</summary>
    public IQueryable<long> CountedTitles(EntityModel entity) =>
        search.Terms is [var alone]
            ? Counted(
                SeenRows.AllOf(HitsToCount(SearchIndex.Of(entity.Type)!, alone, SearchPart.Title)),
                entity,
                alone,
                SearchPart.Title
            )
            : (IQueryable<long>)TitleHits(entity).Take(scope.Limit.Expression);

    private IQueryable<long> HitsToCount(SearchIndex index, TermArgument term, SearchPart part) =>
        scope.Db.Dialect.HitsToCount(
            scope.Db,
            index,
            scope.Value(term.Probe),
            term.IsPhrase,
            part,
            index.ShownTo(scope.Access)
        );

    /// <summary>The hits of a common word are not read to be counted: any rows stand for them.</summary>
    private IQueryable<long> Counted(IQueryable<long> hits, EntityModel entity, TermArgument term, SearchPart part)
    {
        var (index, limit) = (SearchIndex.Of(entity.Type)!, scope.Limit.Expression);
        if (
            term.IsPhrase
            || index.ShownTo(scope.Access) is not null
            || scope.Db.Dialect.IsCommon(index, scope.Value(term.Probe), part, limit) is not { } isCommon
        )
            return (IQueryable<long>)hits.Take(limit);
        var (key, row) = (Expression.Parameter(typeof(long), "key"), Expression.Parameter(entity.Type, "row"));
        // Behind the limit it is asked once, and not of each part.
        var counted = hits.Take(limit).Where(key, Expression.Not(isCommon));
        var others = SeenRows.All(scope.Rows(entity)).Where(row, isCommon).Take(limit);
        return (IQueryable<long>)counted.Concat(others.Select(row, SeenRows.Own(KeyOf(row))));
    }

    /// <summary>Keys of rows whose title has every term.</summary>
    public IQueryable<long> TitleHits(EntityModel entity)
    {
        var index = SearchIndex.Of(entity.Type)!;
        return SeenRows.AllOf(
            scope.Db.Dialect.HitsOfAll(
                scope.Db,
                index,
                [.. search.Terms.Select(term => (scope.Value(term.Probe), term.IsPhrase))],
                SearchPart.Title,
                index.ShownTo(scope.Access)
            )
        );
    }

    private IEnumerable<Expression> Numbers(Expression row) =>
        search
            .Terms.Select(term => term.Number)
            .OfType<Slot>()
            .Select(number => Expression.Equal(KeyOf(row), scope.Value(number)));

    private Expression InTitle(Expression row) =>
        search
            .Terms.Select(term => IsAmong(SeenRows.AllOf(Hits(SearchIndex.Of(row.Type)!, term, SearchPart.Title)), row))
            .Joined(Expression.AndAlso)
        ?? Expression.Constant(false);

    private static Expression IsAmong(IQueryable<long> keys, Expression row) => Linq.Contains(keys, KeyOf(row));

    private static MemberExpression KeyOf(Expression row) => Expression.Property(row, EntityModel.Of(row.Type).Key!);

    private IQueryable<long> Hits(EntityModel entity, TermArgument term)
    {
        var found = Found(entity, index => Hits(index, term))!;
        return term.Phone is { } digits && InPhones(entity, digits) is { } phones ? found.Union(phones) : found;
    }

    /// <summary>By the digits of one number, or by each group of them by itself.</summary>
    private IQueryable<long> Hits(EntityModel entity, PhoneArgument phone)
    {
        var groups = phone.Terms.Select(at => Hits(entity, search.Terms[at])).ToList();
        var all = groups.Skip(1).Aggregate(groups[0], Both);
        return InPhones(entity, phone.Probe) is { } phones ? phones.Union(all) : all;
    }

    /// <summary>Null where the caller may search no telephone numbers.</summary>
    private IQueryable<long>? InPhones(EntityModel entity, Slot digits) =>
        Found(entity, index => HasPhones(index) ? InPhones(index, digits) : null);

    private bool HasPhones(SearchIndex index) =>
        (index.ShownTo(scope.Access) ?? index.Columns).Any(column => column.IsPhone);

    private IQueryable<long> InPhones(SearchIndex index, Slot digits) =>
        scope.Db.Dialect.Hits(scope.Db, index, scope.Value(digits), isPhrase: false, only: index.ShownTo(scope.Access));

    /// <summary>The keys of rows in whose own text something is found, or in what is searched with them.</summary>
    private IQueryable<long>? Found(EntityModel entity, Func<SearchIndex, IQueryable<long>?> hits) =>
        Parts(entity, hits).Aggregate((IQueryable<long>?)null, (all, some) => all is null ? some : Joined(all, some));

    /// <summary>The same, some more than once: read no further than somebody asks for them.</summary>
    private IQueryable<long> FoundAsRead(EntityModel entity, Func<SearchIndex, IQueryable<long>?> hits) =>
        Parts(entity, hits).Aggregate(Queryable.Concat);

    private IEnumerable<IQueryable<long>> Parts(EntityModel entity, Func<SearchIndex, IQueryable<long>?> hits) =>
        entity
            .Fields.Select(field => With(entity, field, hits))
            .Prepend(OfRowsThemselves(hits(SearchIndex.Of(entity.Type)!)))
            .OfType<IQueryable<long>>();

    /// <summary>Whoever looks a row up among them asks the row itself whether it is seen.</summary>
    private static IQueryable<long>? OfRowsThemselves(IQueryable<long>? hits) =>
        hits is null ? null : SeenRows.AllOf(hits);

    /// <summary>Keys are looked for among them, which is a set by itself where it is no join.</summary>
    private IQueryable<long> Joined(IQueryable<long> all, IQueryable<long> some) =>
        scope.Db.Dialect.HasLateralJoins ? all.Union(some) : Queryable.Concat(all, some);

    private IQueryable<long> Hits(SearchIndex index, TermArgument term, SearchPart part = SearchPart.Internal) =>
        scope.Db.Dialect.Hits(
            scope.Db,
            index,
            scope.Value(term.Probe),
            term.IsPhrase,
            part,
            index.ShownTo(scope.Access)
        );

    /// <summary>The keys of rows that are found by what is searched with them.</summary>
    private IQueryable<long>? With(EntityModel entity, FieldModel field, Func<SearchIndex, IQueryable<long>?> hits) =>
        field switch
        {
            ReferenceField { Searched: true } one when !scope.Access.Searches(one.Target) => null,
            ConnectionField { Searched: true } many when !scope.Access.Searches(many.NodeType) => null,
            ReferenceField { Searched: true } one => hits(SearchIndex.Of(one.Target)!) is { } found
                ? Referring(entity, found, one.Property, entity.Key!, PageForm.IsByTeams(entity.Type))
                : null,
            ConnectionField { Searched: true } many => hits(SearchIndex.Of(many.NodeType)!) is { } found
                ? Referring(
                    EntityModel.Of(many.Child),
                    found,
                    many.Node is null ? EntityModel.Of(many.Child).Key! : FieldReader.KeyOf(many.Node),
                    many.ForeignKey,
                    PageForm.IsByTeams(entity.Type)
                )
                : null,
            _ => null,
        };

    /// <summary>
    /// A column of the rows that refer to what was found. Indexes for lists leave deleted rows out: said here too, they can
    /// be used.
    /// </summary>
    /// <param name="isReachAsked">Whether it is asked of the row that is searched, to which they belong, who reaches it.</param>
    private IQueryable<long> Referring(
        EntityModel entity,
        IQueryable<long> found,
        PropertyInfo by,
        PropertyInfo column,
        bool isReachAsked
    )
    {
        var row = Expression.Parameter(entity.Type, "row");
        Expression refers = Linq.Contains(found, Linq.Unwrap(Expression.Property(row, by)));
        if (!includeDeleted && scope.IsListed(row) is { } listed)
            refers = Expression.AndAlso(listed, refers);
        var rows = isReachAsked ? scope.Rows(entity, RowPart.AskedElsewhere) : scope.Rows(entity);
        return (IQueryable<long>)rows.Where(row, refers).Select(row, Expression.Property(row, column));
    }
}
