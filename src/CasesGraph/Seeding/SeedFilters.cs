using CasesGraph.Access;
using CasesGraph.SavedFilters;
using CasesGraph.Teams;

namespace CasesGraph.Seeding;

/// <summary>Lists that people keep under a name: one that fits whoever looks, one of a search, one of a team.</summary>
internal static class SeedFilters
{
    public static IReadOnlyList<SavedFilter> All(DateTime start) =>
        [
            New(
                1,
                "My open cases",
                """{"assignedToId":{"me":true},"state":{"eq":"OPEN"}}""",
                """[{"priority":"DESC"},{"updatedAt":"DESC"}]""",
                start
            ),
            New(
                2,
                "Invoices of the last week",
                """{"createdAt":{"within":{"from":"-P7D"}}}""",
                order: null,
                start,
                search: "invoice"
            ),
            New(
                3,
                "Waiting for an answer",
                """{"state":{"eq":"OPEN"},"waitingSince":{"neq":null}}""",
                """[{"waitingSince":"ASC"}]""",
                start,
                sharing: Sharing.Teams
            ),
        ];

    /// <summary>The first team, of which all people of the demo data are members, or members of those below it.</summary>
    public static IReadOnlyList<SavedFilterTeam> Teams(IEnumerable<SavedFilter> filters) =>
        [
            .. filters
                .Where(filter => filter.Sharing is Sharing.Teams)
                .Select(filter => new SavedFilterTeam
                {
                    Filter = filter,
                    FilterId = filter.Id,
                    TeamId = Team.FirstId,
                }),
        ];

    private static SavedFilter New(
        int id,
        string name,
        string where,
        string? order,
        DateTime at,
        string? search = null,
        Sharing sharing = Sharing.Everyone
    ) =>
        new()
        {
            Id = id,
            Name = name,
            Where = where,
            Order = order,
            Search = search,
            Columns = """["number","subject","status","priority","updatedAt"]""",
            OwnerId = 1,
            Sharing = sharing,
            CreatedAt = at,
            UpdatedAt = at,
        };
}
