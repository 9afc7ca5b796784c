using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>What SQLite's planner can be told; only EF Core calls it.</summary>
internal static class SqlitePlanning
{
    /// <summary>The condition itself, of which the planner expects that it holds for so large a share of the rows.</summary>
    public static bool Likelihood(bool condition, double share) => throw TextFunctions.OnlyInSql();

    public static void Map(ModelBuilder model) =>
        model.HasDbFunction(typeof(SqlitePlanning).GetMethod(nameof(Likelihood))!).HasName("likelihood").IsBuiltIn();
}
