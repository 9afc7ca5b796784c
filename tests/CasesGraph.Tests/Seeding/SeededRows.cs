using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Seeding;

/// <summary>All rows of all tables as text, to compare databases with; but those that every start writes, or looks at from time to time.</summary>
internal static class SeededRows
{
    public static Task<IReadOnlyList<string>> ReadAsync(TestDatabase database) =>
        StoredRows.ReadAsync(database, [nameof(Role), nameof(Team), nameof(AccessVersion), nameof(LogOrder)]);
}
