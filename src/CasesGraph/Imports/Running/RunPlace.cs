using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;

namespace CasesGraph.Imports.Running;

/// <summary>Where a job stands: in the file, and in which of the times that it goes through it.</summary>
/// <param name="Next">Where the first rows are that have not had their turn.</param>
/// <param name="Undoing">The key of the change set that takes back what the job has written; null where there is none.</param>
internal sealed record RunPlace(Checkpoint Next, RunPass Pass, long? Undoing = null)
{
    /// <summary>Of a job that begins, or goes on.</summary>
    public static RunPlace Of(Job job, ImportPlan plan)
    {
        var begin = new RunPlace(Checkpoint.Start, job.DryRun || plan.IsWhole ? RunPass.Trying : RunPass.Writing);
        if (job.ImportPlace is null)
            return begin;
        var kept = ImportJson.Read<RunPlace>(job.ImportPlace)!;
        // What rows before would have made, a try knows only from going through them.
        return kept.Pass is RunPass.Trying && plan.MakesNamed ? begin : kept;
    }
}

/// <summary>What a job does with the rows that it goes through.</summary>
internal enum RunPass
{
    /// <summary>It tells what writing them would come to.</summary>
    Trying,

    /// <summary>It writes them.</summary>
    Writing,

    /// <summary>It takes back what it has written.</summary>
    Undoing,
}
