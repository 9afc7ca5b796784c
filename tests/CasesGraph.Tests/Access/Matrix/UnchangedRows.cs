using CasesGraph.Audit;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>That nothing is written: all rows of all tables are what they were, but for the audit and when keys were used.</summary>
internal static class UnchangedRows
{
    public static async Task SameRowsAsync(this MatrixWorld world, Func<Task> work)
    {
        var before = await ReadAsync();
        await work();
        var after = await ReadAsync();
        Assert.Empty(after.Except(before, StringComparer.Ordinal));
        Assert.Equal(before, after);

        Task<IReadOnlyList<string>> ReadAsync() =>
            StoredRows.ReadAsync(world.Server.Database, [nameof(AuditEvent)], "LastUsedAt");
    }
}
