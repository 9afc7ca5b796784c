using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Keys;

/// <summary>The section ApiKeys.</summary>
public sealed record KeySettings
{
    /// <summary>How many days a new key works at most.</summary>
    [Range(1, 3650)]
    public int MaxDays { get; init; } = 730;

    /// <summary>Whether a new key has to have networks, from where alone it works; those that are there go on without.</summary>
    public bool RequireNetworks { get; init; }

    /// <summary>How many it works where nobody says.</summary>
    internal int DefaultDays => Math.Min(365, MaxDays);
}
