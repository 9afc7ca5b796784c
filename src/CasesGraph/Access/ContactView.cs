namespace CasesGraph.Access;

/// <summary>What holds for all contacts who call, by the settings of the portal, as far as it decides what they see.</summary>
/// <param name="FormerContacts">Whether they go on seeing their cases once they have left the account of those.</param>
/// <param name="StaffNames">How the names of users are shown to them.</param>
public sealed record ContactView(bool FormerContacts = false, StaffNames StaffNames = StaffNames.Full)
{
    /// <summary>Equal for two when, and only when, they are the same.</summary>
    internal string Text => $"c{(FormerContacts ? 1 : 0)}{StaffNames:D}";
}

/// <summary>What contacts read in the place of a user's name.</summary>
public enum StaffNames
{
    /// <summary>The whole name.</summary>
    Full,

    /// <summary>What stands before the first blank.</summary>
    First,

    /// <summary>The name of the user's default team.</summary>
    Team,
}
