namespace CasesGraph.Access;

/// <summary>
/// On an entity: who may see its rows, and who may write them where a generic mutation does. Rows of an entity without it
/// are for administrators alone; so is everything that is not declared.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RightsAttribute : Attribute
{
    /// <summary>Whoever calls may see them, or whoever sees what they belong to.</summary>
    public RightsAttribute() { }

    /// <summary>Those may see them, and write them if nothing else is said, who are allowed something.</summary>
    /// <param name="view">What a caller must be allowed to see any.</param>
    public RightsAttribute(AccessAction view) => (View, edit) = (view, view);

    private readonly AccessAction? edit;
    private readonly AccessAction? log;

    public AccessAction? View { get; }

    /// <summary>What a caller must be allowed to see their change log, where that is not to see them.</summary>
    public AccessAction Log
    {
        get => log ?? throw new InvalidOperationException("The log is seen with what it is of.");
        init => log = value;
    }

    /// <summary>The rights to the change log.</summary>
    internal RightsAttribute OfLog =>
        log is { } other ? new(other)
        : View is { } view ? new(view)
        : new();

    /// <summary>
    /// The property with the team that a row belongs to, where callers may be allowed something with rows of their teams
    /// alone, or with their own alone: then <see cref="Owners"/> are given too.
    /// </summary>
    public string? Team { get; init; }

    /// <summary>The properties with the user whose own a row is: the first that is not null says whose.</summary>
    public string[] Owners { get; init; } = [];

    /// <summary>The reference to what must be seen for a row to be seen, where the row stays without it.</summary>
    public string? Through { get; init; }

    /// <summary>The list of which something must be seen for a row to be seen.</summary>
    public string? With { get; init; }

    /// <summary>The property with the user whom a row belongs to, who sees it in any case; by references with dots between.</summary>
    public string? Own { get; init; }

    /// <summary>
    /// The property that says with whom a row is shared (<see cref="Sharing"/>) by the one whom it belongs to; others who
    /// work here see it then, whatever else they may. <see cref="SharedWith"/> is given too.
    /// </summary>
    public string? Shared { get; init; }

    /// <summary>The list of links to the teams that a row is shared with, each with the team's key.</summary>
    public string? SharedWith { get; init; }

    /// <summary>What a caller must be allowed to create, change or delete any.</summary>
    public AccessAction Edit
    {
        get => edit ?? throw new InvalidOperationException("Who may write these is not declared.");
        init => edit = value;
    }
}
