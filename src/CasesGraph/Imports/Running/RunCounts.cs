using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>How many rows came to what, and the reasons together; kept with the rows that they count.</summary>
internal sealed record RunCounts
{
    private const int MostGroups = 200;
    private const int MostKept = 1_000;

    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    public int Rejected { get; init; }
    public int Duplicates { get; init; }
    public int Skipped { get; init; }
    public IReadOnlyList<JobRowGroup> Groups { get; init; } = [];

    public int Done => Created + Updated + Unchanged + Rejected + Duplicates + Skipped;

    public static RunCounts Of(Job job) =>
        new()
        {
            Created = job.Created,
            Updated = job.Updated,
            Unchanged = job.Unchanged,
            Rejected = job.Rejected,
            Duplicates = job.Duplicates,
            Skipped = job.Skipped,
            Groups = ImportJson.Read<IReadOnlyList<JobRowGroup>>(job.RowGroups)!,
        };

    /// <summary>With nothing written in the end: what was told of rows that were is not told.</summary>
    public RunCounts Nothing =>
        this with
        {
            Created = 0,
            Updated = 0,
            Unchanged = 0,
            Groups = [.. Groups.Where(group => group.Outcome is not JobRowOutcome.Written)],
        };

    /// <summary>Keeps them with the job, and where it goes on.</summary>
    /// <param name="worked">How long it has been worked on, in milliseconds; null where that stays as it is.</param>
    public Task WriteAsync(Job job, RunPlace place, CasesDb db, CancellationToken token, long? worked = null)
    {
        var (kept, groups) = (ImportJson.Write(place), ImportJson.Write(Told));
        return db
            .Jobs.Where(one => one.Id == job.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.ImportPlace, kept)
                        .SetProperty(one => one.Worked, one => worked ?? one.Worked)
                        .SetProperty(one => one.RowGroups, groups)
                        .SetProperty(one => one.Created, Created)
                        .SetProperty(one => one.Updated, Updated)
                        .SetProperty(one => one.Unchanged, Unchanged)
                        .SetProperty(one => one.Rejected, Rejected)
                        .SetProperty(one => one.Duplicates, Duplicates)
                        .SetProperty(one => one.Skipped, Skipped),
                token
            );
    }

    /// <summary>With the rows of another chunk.</summary>
    public RunCounts With(IReadOnlyList<RowResult> results, ImportPlan plan)
    {
        return this with
        {
            Created = Created + Count(RowOutcome.Created),
            Updated = Updated + Count(RowOutcome.Updated),
            Unchanged = Unchanged + Count(RowOutcome.Unchanged),
            Rejected = Rejected + Count(RowOutcome.Rejected),
            Duplicates = Duplicates + Count(RowOutcome.Duplicate),
            Skipped = Skipped + Count(RowOutcome.Skipped),
            Groups = Grouped(results.Where(result => JobRows.OutcomeOf(result) is not null), plan),
        };

        int Count(RowOutcome outcome) => results.Count(result => result.Outcome == outcome);
    }

    /// <summary>As callers are told of them: the most frequent first.</summary>
    public IReadOnlyList<JobRowGroup> Told =>
        [.. Groups.OrderByDescending(group => group.Count).ThenBy(group => group.FirstRow).Take(MostGroups)];

    private IReadOnlyList<JobRowGroup> Grouped(IEnumerable<RowResult> told, ImportPlan plan)
    {
        var groups = Groups.ToDictionary(Identity);
        foreach (var result in told)
        {
            foreach (var group in Of(result, plan))
            {
                var identity = Identity(group);
                if (groups.TryGetValue(identity, out var known))
                    groups[identity] = known with { Count = known.Count + 1 };
                else if (groups.Count < MostKept)
                    groups.Add(identity, group);
            }
        }
        return [.. groups.Values];
    }

    private static IEnumerable<JobRowGroup> Of(RowResult result, ImportPlan plan)
    {
        var (outcome, row) = (JobRows.OutcomeOf(result)!.Value, result.Given.Row);
        if (result.Told.Count == 0)
            return [new(outcome, Code: null, Field: null, Column: null, Value: null, Count: 1, row.Row)];
        return result.Told.Select(reason => new JobRowGroup(
            outcome,
            reason.Code,
            reason.Field?.Name,
            reason.Field?.Column,
            // A value of which there are few is what rows have in common.
            reason.Field
                is { Target.ValueType: not null }
                    or { Target.Scalar: null }
                ? reason.Told(row, plan).Value
                : null,
            Count: 1,
            row.Row
        ));
    }

    private static (JobRowOutcome, ValidationCode?, string?, int?, string?) Identity(JobRowGroup group) =>
        (group.Outcome, group.Code, group.Field, group.Column, group.Value);
}
