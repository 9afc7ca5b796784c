using CasesGraph.Cases;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>
/// The team that every database begins with, and two below it. So its members, the administrator among them, work in all
/// three; the others each in their own.
/// </summary>
internal sealed class SeedTeams
{
    private const long Technical = 2;
    private const long Billing = 3;

    private readonly Dictionary<long, Team> all;
    private readonly Dictionary<long, IReadOnlyList<User>> staff;

    /// <summary>The teams, with who is in each.</summary>
    /// <param name="users">All of them; those who are active take cases.</param>
    public SeedTeams(IReadOnlyList<User> users, DateTime createdAt)
    {
        Members = [.. users.Select(Member)];
        Added =
            users.Count == 1
                ? []
                :
                [
                    New(Technical, "Technical support", "Questions about the product and what it does.", createdAt),
                    New(Billing, "Billing", "Contracts, licences, invoices and access.", createdAt),
                ];
        all = Added.Prepend(First).ToDictionary(team => team.Id);
        staff = all.Keys.ToDictionary(team => team, StaffOf);
    }

    /// <summary>The service itself has made it, before everything else.</summary>
    public static Team First { get; } = new() { Id = Team.FirstId, Name = Team.FirstName };

    /// <summary>Those that the demo data brings.</summary>
    public IReadOnlyList<Team> Added { get; }

    public IReadOnlyList<TeamMember> Members { get; }

    public Team this[long id] => all[id];

    /// <summary>Active users who can have cases of a team.</summary>
    public IReadOnlyList<User> Staff(long team) => staff[team];

    /// <summary>The team of a case about something.</summary>
    public Team Of(CaseType? about) =>
        all.GetValueOrDefault(
            about switch
            {
                CaseType.Product => Technical,
                CaseType.Administration => Billing,
                _ => Team.FirstId,
            },
            First
        );

    /// <summary>The membership of a user.</summary>
    public static TeamMember Member(User user) =>
        new()
        {
            User = user,
            UserId = user.Id,
            TeamId =
                user.Id % 8 is 1 or 2 ? Team.FirstId
                : user.Id % 2 == 1 ? Technical
                : Billing,
        };

    private IReadOnlyList<User> StaffOf(long team) =>
        [
            .. Members
                .Where(member => member.User.Active && (member.TeamId == team || member.TeamId == Team.FirstId))
                .Select(member => member.User),
        ];

    private static Team New(long id, string name, string description, DateTime createdAt) =>
        new()
        {
            Id = id,
            Name = name,
            Description = description,
            ParentId = Team.FirstId,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
}
