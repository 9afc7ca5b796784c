using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;

namespace CasesGraph.Portal;

/// <summary>The section Portal.</summary>
public sealed record PortalSettings
{
    /// <summary>The name of the team of cases that contacts open; null for that of Access:DefaultTeam.</summary>
    public string? Team { get; init; }

    /// <summary>How contacts read the names of users.</summary>
    public StaffNames StaffNames { get; init; }

    /// <summary>Whether contacts see the bugs that their cases are linked with.</summary>
    public bool ShowBugs { get; init; }

    /// <summary>Whether contacts may say how urgent a new case is.</summary>
    public bool Priority { get; init; } = true;

    /// <summary>For how long contacts may change the description of a case that they opened.</summary>
    [Range(0, 10_080)]
    public int EditMinutes { get; init; } = 15;

    /// <summary>Whether contacts who see all cases of their account may write to those of others.</summary>
    public bool AccountMayReply { get; init; } = true;

    /// <summary>Whether contacts go on seeing the cases of an account that they have left.</summary>
    public bool FormerContacts { get; init; }

    /// <summary>A message of the customer opens a case again that was closed so many days ago at most, else another one.</summary>
    [Range(0, 3_650)]
    public int ReopenDays { get; init; } = 14;

    /// <summary>What stands for all users together, where contacts read no names of theirs.</summary>
    internal ContactView ViewOf(string team, TimeProvider clock) =>
        new(FormerContacts, StaffNames, team, Priority, EditMinutes) { Clock = clock };
}
