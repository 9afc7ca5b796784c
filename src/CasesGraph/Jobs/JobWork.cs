using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Jobs;

/// <summary>What a kind of job does; the feature that queues such jobs registers it.</summary>
internal abstract class JobWork
{
    public abstract JobKind Kind { get; }

    /// <summary>What its caller must still be allowed when a chunk has its turn.</summary>
    public abstract AccessAction Needs { get; }

    /// <summary>The same with what the work of one job needs beside.</summary>
    public virtual IReadOnlyList<AccessAction> Demands(string work) => [Needs];

    /// <summary>Whose keys its chunks have.</summary>
    public virtual RecordType RecordType => RecordType.Case;

    /// <summary>The same for people.</summary>
    public virtual string Rows => EntityModel.Of(EntityModel.Logged[RecordType]).Plural.ToLowerInvariant();

    /// <summary>One chunk, inside its transaction, for whoever asked for the job.</summary>
    /// <param name="set">The job's change set; null for a job that has none.</param>
    public abstract Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    );
}

/// <summary>What came of a chunk.</summary>
/// <param name="Updated">How many of their objects were written to.</param>
/// <param name="Rejected">How many could not be; the rest is as it was.</param>
/// <param name="Rows">What there is to tell, in the order of the keys.</param>
internal sealed record ChunkResult(int Count, int Updated, int Rejected, IReadOnlyList<ChunkRow> Rows);

/// <summary>An object of a chunk that was not written to, or not wholly.</summary>
/// <param name="At">Its place in the chunk, from 0.</param>
/// <param name="Type">What kind of record it is; null where the job's objects are none, and have no key either.</param>
internal sealed record ChunkRow(
    int At,
    RecordType? Type,
    long? Key,
    JobRowOutcome Outcome,
    IReadOnlyList<JobRowReason> Reasons
);
