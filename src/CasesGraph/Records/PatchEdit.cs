using System.Text.Json;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Records;

/// <summary>Gives records values, by the rules that an update of one has.</summary>
internal sealed class PatchEdit<TEntity>(EntityValues<TEntity> values, EntityRules<TEntity> rules) : RecordEdit<TEntity>
    where TEntity : class, IVersioned
{
    private const string Set = "set";

    public override (JobKind, ChangeAction) Kind => (JobKind.MassUpdate, ChangeAction.MassUpdate);

    public override string Work =>
        JsonSerializer.Serialize(values.Given.Select(pair => PatchedValue.Of(pair.Key, pair.Value)), JobJson.Options);

    /// <summary>What a job has kept.</summary>
    public static PatchEdit<TEntity> Of(string work, EntityRules<TEntity> rules)
    {
        var kept = JsonSerializer.Deserialize<List<PatchedValue>>(work, JobJson.Options)!;
        var fields = EntityModel
            .Of<TEntity>()
            .ValueFields.ToDictionary(field => field.Property.Name, StringComparer.Ordinal);
        return new(
            new(kept.ToDictionary(value => fields[value.Property], value => value.Read(fields[value.Property]))),
            rules
        );
    }

    public override async Task<RefusedEdit?> ApplyAsync(TEntity record, Call call, CancellationToken token)
    {
        if (await MergedAsync(record, call, token) is { } merged)
            return merged;
        if (record is ISoftDeleted { DeletedAt: not null })
            return new($"The {Noun} is deleted. Restore it first.", ValidationCode.Conflict);
        var alone = call with { Issues = new ValidationIssues() };
        var checks = new InputChecks(alone);
        await rules.CheckAllAsync(values, record, reason: null, alone, checks, token);
        if (checks.Errors is [var first, ..])
            return new(first.Message, CodeOf(first), Set);
        values.ApplyTo(record);
        return null;
    }

    private static ValidationCode CodeOf(UserError mistake) =>
        mistake switch
        {
            ValidationError { Issues: [var issue, ..] } => issue.Code,
            RelatedObjectNotFoundError => ValidationCode.InvalidId,
            _ => ValidationCode.Conflict,
        };
}
