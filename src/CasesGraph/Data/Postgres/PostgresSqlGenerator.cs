// EF Core and its provider have no public place for the order of nulls.
#pragma warning disable EF1001
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace CasesGraph.Data.Postgres;

/// <summary>Sorts nulls before everything, as SQLite does, and joins no more than it. A column without nulls says nothing, for its index says nothing.</summary>
internal sealed class PostgresSqlGenerator(
    QuerySqlGeneratorDependencies dependencies,
    IRelationalTypeMappingSource types,
    INpgsqlSingletonOptions options
) : NpgsqlQuerySqlGenerator(dependencies, types, options.ReverseNullOrderingEnabled, options.PostgresVersion)
{
    protected override Expression VisitSelect(SelectExpression selectExpression)
    {
        SelectLimits.Check(selectExpression);
        return base.VisitSelect(selectExpression);
    }

    protected override Expression VisitOrdering(OrderingExpression orderingExpression)
    {
        var visited = base.VisitOrdering(orderingExpression);
        if (orderingExpression.Expression is not ColumnExpression { IsNullable: false })
            Sql.Append(orderingExpression.IsAscending ? " NULLS FIRST" : " NULLS LAST");
        return visited;
    }
}

internal sealed class PostgresSqlGeneratorFactory(
    QuerySqlGeneratorDependencies dependencies,
    IRelationalTypeMappingSource types,
    INpgsqlSingletonOptions options
) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() => new PostgresSqlGenerator(dependencies, types, options);
}
