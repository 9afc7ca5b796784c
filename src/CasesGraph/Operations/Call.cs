using CasesGraph.Access;
using CasesGraph.Data;

namespace CasesGraph.Operations;

/// <summary>One run of an operation inside its transaction.</summary>
/// <param name="Db">The context whose transaction (or savepoint) the whole run is.</param>
/// <param name="Now">The one time of everything that the run writes, in UTC, whole microseconds.</param>
/// <param name="Issues">Mistakes found while reading the input; the operation adds its own and returns them together.</param>
/// <param name="Log">The one way to save.</param>
public sealed record Call(CasesDb Db, Caller Caller, DateTime Now, ValidationIssues Issues, BeginLog Log)
{
    private List<Action>? whenKept;

    /// <summary>What the caller must be allowed, with each object that is written to where that is not allowed with all.</summary>
    public IReadOnlyList<AccessAction> Demands { get; set; } = [];

    /// <summary>What the operation has found before (<see cref="IPreparing{TInput}"/>).</summary>
    public object? Prepared { get; init; }

    /// <summary>Its rows are those that the caller sees.</summary>
    public CasesDb Db { get; } = SeenBy(Caller, Db);

    private static CasesDb SeenBy(Caller caller, CasesDb db)
    {
        db.SeeAs(caller);
        return db;
    }

    /// <summary>Has something done once what this run wrote is kept; nothing of it when the run is given up or repeated.</summary>
    public void OnKept(Action action) => (whenKept ??= []).Add(action);

    /// <summary>To be called when the transaction is committed.</summary>
    internal void Kept() => whenKept?.ForEach(action => action());

    /// <summary>Saves all that the operation changed; null when that is nothing.</summary>
    internal async Task<Ref<IChangeSet>?> SaveAllAsync(ChangeAction action, string? reason, CancellationToken token)
    {
        var log = Log.Begin(this, action, reason);
        await log.SaveAsync(token);
        return log.Set;
    }

    /// <summary>How many objects the input selects that are gone through in this transaction.</summary>
    public int SelectedRows { get; set; }

    /// <summary>The key of the kept condition that has found what the input selects; null for none.</summary>
    public long? KeptCondition { get; set; }

    internal LinkedObjects Linked { get; } = new(Db);

    /// <summary>References in the input that name nothing; told together with the operation's own mistakes.</summary>
    internal List<UserError> Unnamed { get; init; } = [];

    /// <summary>A mistake as callers are told of it: at what they have given, where operations know of ids.</summary>
    internal Func<UserError, UserError> InItsPlace { get; set; } = static mistake => mistake;
}
