// EF Core's provider has no public place to look at a statement before it is text.
#pragma warning disable EF1001
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Sqlite.Query.Internal;

namespace CasesGraph.Data.Sqlite;

/// <summary>Writes only what the database takes.</summary>
internal sealed class SqliteSqlGenerator(QuerySqlGeneratorDependencies dependencies)
    : SqliteQuerySqlGenerator(dependencies)
{
    protected override Expression VisitSelect(SelectExpression selectExpression)
    {
        SelectLimits.Check(selectExpression);
        return base.VisitSelect(selectExpression);
    }
}

internal sealed class SqliteSqlGeneratorFactory(QuerySqlGeneratorDependencies dependencies) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() => new SqliteSqlGenerator(dependencies);
}
