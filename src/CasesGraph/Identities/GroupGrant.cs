using CasesGraph.Roles;
using CasesGraph.Teams;

namespace CasesGraph.Identities;

/// <summary>
/// What a group gives those who are in it, as the setting Access:Groups names it: a role by its name, or a team by its name
/// behind a prefix. So neither becomes the other when somebody calls a new role or team as it is called.
/// </summary>
internal readonly record struct GroupGrant(bool IsTeam, string Name)
{
    public const string TeamPrefix = "team:";

    public static GroupGrant Parse(string text) =>
        text.StartsWith(TeamPrefix, StringComparison.OrdinalIgnoreCase)
            ? new(IsTeam: true, text[TeamPrefix.Length..].Trim())
            : new(IsTeam: false, text);

    /// <summary>As names of its kind are compared.</summary>
    public string Key => IsTeam ? Team.KeyOf(Name) : Role.KeyOf(Name);
}
