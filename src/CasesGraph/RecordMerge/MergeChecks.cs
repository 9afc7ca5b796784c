using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

internal sealed class MergeChecks<TEntity>(
    MergeInput<TEntity> input,
    EntityRules<TEntity> rules,
    JoinedSight<TEntity> sight,
    Call call
)
    where TEntity : class, IVersioned, IMergeable
{
    private const int Most = 20;
    private const string Duplicates = "duplicateIds";
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();
    private readonly InputChecks checks = new(call);
    private readonly Dictionary<long, TEntity> found = [];

    public UserError[] Errors => checks.Errors;

    public async Task<CheckedMerge<TEntity>?> RunAsync(CancellationToken token)
    {
        CheckDuplicates();
        if (input.DuplicateIds.Count > Most)
            return null;
        await LoadAsync(token);
        var choices = CheckChoices();
        CheckVersions();
        // A malformed id has been noted when it was read.
        if (!found.TryGetValue(input.PrimaryId.Key, out var primary) || checks.Errors.Length > 0)
        {
            checks.Reason(input.Reason);
            return null;
        }
        var values = choices
            .Select(choice => (Field: choice.Key, Value: choice.Key.Property.GetValue(found[choice.Value])))
            .ToDictionary(one => one.Field, one => one.Value);
        await new PartsOfItself<TEntity>(found, primary, call.Db).SettleAsync(values, checks, token);
        var changed = values.Where(one => !Equals(one.Value, one.Key.Property.GetValue(primary))).ToDictionary();
        await CheckValuesAsync(changed, primary, token);
        await CheckSightAsync(token);
        var members = input.DuplicateIds.Prepend(input.PrimaryId).Select(id => (id.Key, found[id.Key]));
        return checks.Errors.Length > 0 ? null : new CheckedMerge<TEntity>([.. members], choices, changed);
    }

    private void CheckDuplicates()
    {
        if (input.DuplicateIds.Count == 0)
            Add(ValidationCode.TooShort, $"Give at least one {Model.Noun} to merge.", Duplicates);
        if (input.DuplicateIds.Count > Most)
            Add(ValidationCode.TooLong, $"At most {Most} {Model.Noun}s can be merged at once.", Duplicates);
        var seen = new HashSet<long> { input.PrimaryId.Key };
        foreach (var (index, duplicate) in input.DuplicateIds.Index())
        {
            if (duplicate.Key != 0 && !seen.Add(duplicate.Key))
            {
                var message =
                    duplicate == input.PrimaryId
                        ? $"{Naming.Label(Naming.WithArticle(Model.Noun))} cannot be merged into itself."
                        : $"The same {Model.Noun} is given twice.";
                Add(ValidationCode.Conflict, message, Duplicates, InputChecks.Item(index));
            }
        }
    }

    private async Task LoadAsync(CancellationToken token)
    {
        var ids = input.DuplicateIds.Prepend(input.PrimaryId).Where(id => id.Key != 0).Distinct().ToList();
        var keys = ids.ConvertAll(id => id.Key);
        var rows = await call
            .Db.Rows<TEntity>()
            .Where(one => keys.Contains(EF.Property<long>(one, Model.Key!.Name)))
            .ToListAsync(token);
        foreach (var row in rows)
            found.Add((long)Model.Key!.GetValue(row)!, row);
        foreach (var id in ids)
        {
            var version = (input.ExpectedVersions ?? []).FirstOrDefault(one => one.Id == id)?.Version;
            await EntityChecks.CheckAsync(id, found.GetValueOrDefault(id.Key), version, call, checks, token);
        }
    }

    private Dictionary<ValueField, long> CheckChoices()
    {
        var choices = new Dictionary<ValueField, long>();
        foreach (var (index, choice) in (input.Choices ?? []).Index())
        {
            var field = Model
                .EditableFields(EditableIn.Update)
                .FirstOrDefault(one => string.Equals(one.Name, choice.Field, StringComparison.Ordinal));
            if (field is null)
                Refuse(index, "field", ValidationCode.InvalidValue, "There is no such field to choose.");
            if (choice.FromId.Key != 0 && !Names(choice.FromId))
                Refuse(index, From, ValidationCode.InvalidValue, $"This {Model.Noun} takes no part in the merge.");
            if (field is not null && found.ContainsKey(choice.FromId.Key) && !choices.TryAdd(field, choice.FromId.Key))
                Refuse(index, "field", ValidationCode.Conflict, "The same field is chosen twice.");
        }
        return choices;
    }

    private void CheckVersions()
    {
        foreach (var (index, expected) in (input.ExpectedVersions ?? []).Index())
        {
            if (expected.Id.Key != 0 && !Names(expected.Id))
                Add(
                    ValidationCode.InvalidValue,
                    $"This {Model.Noun} takes no part in the merge.",
                    "expectedVersions",
                    InputChecks.Item(index),
                    "id"
                );
        }
    }

    private async Task CheckSightAsync(CancellationToken token)
    {
        if (input.AcrossAccounts || input.DryRun || !await sight.AreApartAsync([.. found.Values], call.Db, token))
            return;
        Add(
            ValidationCode.Conflict,
            "Contacts of different accounts would come to messages of each other. Say that it is meant.",
            "acrossAccounts"
        );
    }

    /// <summary>What an update by them would be told, but that what is unique is free then.</summary>
    private Task CheckValuesAsync(Dictionary<ValueField, object?> values, TEntity primary, CancellationToken token)
    {
        var checkedValues = values
            .Where(one => one.Key.Property.Name is not ExternalReferences.Property)
            .ToDictionary();
        return rules.CheckAllAsync(new(checkedValues), primary, input.Reason, call, checks, token);
    }

    private static string From => $"from{Model.Name}Id";

    private bool Names(Ref<TEntity> id) => id == input.PrimaryId || input.DuplicateIds.Contains(id);

    private void Refuse(int index, string name, ValidationCode code, string message) =>
        Add(code, message, "choices", InputChecks.Item(index), name);

    private void Add(ValidationCode code, string message, params string[] path) =>
        checks.Add(InputChecks.Path(path), code, message);
}
