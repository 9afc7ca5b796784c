using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>Sees what a transaction writes into the log, while it does, and may add rows of its own to it.</summary>
internal abstract class LogWitness
{
    /// <summary>Records that are no cases, with what changed in them.</summary>
    public abstract Task SeeAsync(IReadOnlyList<EntityChange> changes, Call call, CancellationToken token);

    /// <summary>Cases to which statements do the same.</summary>
    /// <param name="cases">Their numbers.</param>
    public abstract Task SeeAsync(
        ChangeKind kind,
        IReadOnlyList<long> cases,
        Ref<ChangeSet> set,
        Call call,
        CancellationToken token
    );
}

/// <summary>The logs of all calls, and who sees them.</summary>
internal sealed class WitnessedLogs(IEnumerable<LogWitness> witnesses) : BeginLog
{
    public IReadOnlyList<LogWitness> Witnesses { get; } = [.. witnesses];

    public override WriteLog Begin(Call call, ChangeAction action, string? reason) =>
        new ChangeLogWriter(call, action, reason);
}

internal static class Witnessing
{
    extension(Call call)
    {
        /// <summary>To be called with what has just been written.</summary>
        public async Task ShowAsync(IReadOnlyList<EntityChange> changes, CancellationToken token)
        {
            if (changes.Count == 0)
                return;
            foreach (var witness in call.Witnesses)
                await witness.SeeAsync(changes, call, token);
        }

        /// <summary>The same of cases.</summary>
        public async Task ShowAsync(
            ChangeKind kind,
            IReadOnlyList<long> cases,
            Ref<ChangeSet> set,
            CancellationToken token
        )
        {
            foreach (var witness in call.Witnesses)
                await witness.SeeAsync(kind, cases, set, call, token);
        }

        private IReadOnlyList<LogWitness> Witnesses => ((WitnessedLogs)call.Log).Witnesses;
    }
}
