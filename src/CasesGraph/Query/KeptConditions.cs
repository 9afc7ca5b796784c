using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Conditions on the rows of an entity that are kept under ids: its lists and selections name them by these, and read them
/// as if they had been given with the request. A feature registers it.
/// </summary>
internal abstract class KeptConditions
{
    /// <summary>On whose rows they are conditions.</summary>
    public abstract EntityModel Of { get; }

    /// <summary>What they are kept as.</summary>
    public abstract EntityModel Kept { get; }

    /// <summary>The argument that names one.</summary>
    public string Argument => field ??= Naming.Camel(Kept.Name) + "Id";

    /// <summary>What says, beside it, which version is meant.</summary>
    public string VersionArgument => field ??= Naming.Camel(Kept.Name) + "Version";

    /// <summary>Null where there is none, or the caller does not see it.</summary>
    public abstract Task<KeptCondition?> FindAsync(long key, Caller caller, CancellationToken token);
}

/// <summary>One of them, in JSON, as a request could have brought it: nothing in it is resolved.</summary>
/// <param name="Order">A list of sort keys; null for none.</param>
internal sealed record KeptCondition(int Version, string Where, string? Order, string? Search)
{
    /// <summary>
    /// Where the arguments of a list have which condition they name and in which version, beside what it says: a name that
    /// no argument has.
    /// </summary>
    public const string Identity = "kept condition";
}

/// <summary>A kept condition in the form that the arguments of a list have once they are coerced.</summary>
/// <param name="Given">where, order and search, as far as it has them.</param>
/// <param name="Mistakes">Why a list would not take it; it is not to be used then.</param>
internal sealed record ReadCondition(
    IReadOnlyDictionary<string, object?> Given,
    IReadOnlyList<ConditionMistake> Mistakes
);

/// <summary>What a list would not take.</summary>
/// <param name="Path">From where or order on.</param>
internal sealed record ConditionMistake(IReadOnlyList<string> Path, string Message)
{
    public string Text => $"{string.Join('.', Path)}: {Message}";
}
