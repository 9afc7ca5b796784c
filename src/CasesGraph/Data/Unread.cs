using System.Collections;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data;

/// <summary>
/// Compiles queries whose statements are wanted and whose rows are not: EF Core would make code for the rows, and the
/// runtime compile it, which is most of what a new shape costs.
/// </summary>
internal sealed class UnreadFactory(
    ShapedQueryCompilingExpressionVisitorDependencies dependencies,
    IRelationalParameterBasedSqlProcessorFactory processors,
    IQuerySqlGeneratorFactory generators
) : IShapedQueryCompilingExpressionVisitorFactory
{
    public ShapedQueryCompilingExpressionVisitor Create(QueryCompilationContext queryCompilationContext) =>
        new UnreadVisitor(dependencies, queryCompilationContext, processors, generators);
}

internal sealed class UnreadVisitor(
    ShapedQueryCompilingExpressionVisitorDependencies dependencies,
    QueryCompilationContext context,
    IRelationalParameterBasedSqlProcessorFactory processors,
    IQuerySqlGeneratorFactory generators
) : ShapedQueryCompilingExpressionVisitor(dependencies, context)
{
    private static readonly ConstructorInfo New = typeof(UnreadRows).GetConstructors().Single();

    protected override Expression VisitShapedQuery(ShapedQueryExpression shapedQueryExpression)
    {
        var options = RelationalOptionsExtension.Extract(QueryCompilationContext.ContextOptions);
#pragma warning disable EF1001 // The public factory of processors takes it.
        var processor = processors.Create(new(options.UseRelationalNulls, options.ParameterizedCollectionMode));
#pragma warning restore EF1001
        return Expression.New(
            New,
            Expression.Convert(QueryCompilationContext.QueryContextParameter, typeof(RelationalQueryContext)),
            Expression.Constant(shapedQueryExpression.QueryExpression, typeof(Expression)),
            Expression.Constant(processor, typeof(RelationalParameterBasedSqlProcessor)),
            Expression.Constant(generators)
        );
    }
}

/// <summary>The statement of a query, and none of its rows.</summary>
internal sealed class UnreadRows(
    RelationalQueryContext context,
    Expression select,
    RelationalParameterBasedSqlProcessor processor,
    IQuerySqlGeneratorFactory generators
) : IEnumerable
{
    public DbCommand Command()
    {
        var processed = processor.Process(select, new ParametersCacheDecorator(context.Parameters));
        return generators
            .Create()
            .GetCommand(processed)
            .CreateDbCommand(
                new RelationalCommandParameterObject(
                    context.Connection,
                    context.Parameters,
                    readerColumns: null,
                    context.Context,
                    logger: null,
                    CommandSource.LinqQuery
                ),
                Guid.Empty,
                default
            );
    }

    public IEnumerator GetEnumerator() => throw new NotSupportedException("Only the statement is wanted.");
}
