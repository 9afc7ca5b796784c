namespace CasesGraph.Access;

/// <summary>What holds for all contacts who call, by the settings of the portal.</summary>
/// <param name="FormerContacts">Whether they go on seeing their cases once they have left the account of those.</param>
/// <param name="StaffNames">How the names of users are shown to them.</param>
/// <param name="TeamName">What stands for all users together.</param>
/// <param name="GivesPriority">Whether they may say how urgent a new case is.</param>
/// <param name="EditMinutes">For how long they may change the description of a case that they opened.</param>
public sealed record ContactView(
    bool FormerContacts = false,
    StaffNames StaffNames = StaffNames.Full,
    string TeamName = "",
    bool GivesPriority = true,
    int EditMinutes = 15
)
{
    /// <summary>By which it is told for how long something may still be done.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Equal for two when, and only when, the same is read: the rest is the same in all of a service.</summary>
    internal string Text => $"c{(FormerContacts ? 1 : 0)}{StaffNames:D}";

    /// <summary>Whether whoever opened a case may still change its description.</summary>
    internal bool MayDescribe(DateTime createdAt) =>
        Clock.GetUtcNow().UtcDateTime - createdAt <= TimeSpan.FromMinutes(EditMinutes);

    /// <summary>What is shown for the name of a user.</summary>
    internal string NameOf(string fullName) =>
        StaffNames switch
        {
            StaffNames.Full => fullName,
            StaffNames.First => fullName.Split(' ', 2, StringSplitOptions.TrimEntries)[0],
            _ => TeamName,
        };
}

/// <summary>What contacts read in the place of a user's name.</summary>
public enum StaffNames
{
    /// <summary>The whole name.</summary>
    Full,

    /// <summary>What stands before the first blank.</summary>
    First,

    /// <summary>The name of the team that the cases of contacts go to.</summary>
    Team,
}
