namespace CasesGraph.Tests.Infrastructure;

/// <summary>For what only the embedded database does, and kills whose like is tried on both.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute() => Skip = TestDatabase.IsPostgres ? "Only on SQLite." : null;
}

/// <summary>For what only PostgreSQL does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = TestDatabase.IsPostgres ? null : "Only on PostgreSQL.";
}

/// <summary>For rows of data about what only the embedded database does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute() => Skip = TestDatabase.IsPostgres ? "Only on SQLite." : null;
}

/// <summary>For rows of data about what only PostgreSQL does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = TestDatabase.IsPostgres ? null : "Only on PostgreSQL.";
}
