namespace CasesGraph.Operations;

/// <summary>
/// Saves what an operation changed, and with it everything that a write owes: versions, times, the change set, the log.
/// All that one of them saves is one change set.
/// </summary>
public abstract class WriteLog
{
    /// <summary>Null when nothing has been changed.</summary>
    public abstract Ref<IChangeSet>? Set { get; }

    public abstract Task SaveAsync(CancellationToken token);
}

/// <summary>Begins the log of what a call does; the change log gives it.</summary>
public abstract class BeginLog
{
    public abstract WriteLog Begin(Call call, ChangeAction action, string? reason);
}

/// <summary>A row that stands for what a call did: a payload that refers to one tells of something written.</summary>
public interface IWriteMark
{
    long Id { get; }
}

/// <summary>What all writes of a call are told as; the entity that is one belongs to the change log.</summary>
public interface IChangeSet : IWriteMark
{
    string? Reason { get; }
}
