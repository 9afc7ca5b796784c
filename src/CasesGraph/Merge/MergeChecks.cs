using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.Merge;

internal sealed record CheckedMerge(
    Case Primary,
    IReadOnlyList<Case> Duplicates,
    IReadOnlyDictionary<ValueField, Case> Choices
);

internal sealed class MergeChecks(MergeCasesInput input, Call call)
{
    private const int Most = 20;
    private readonly InputChecks checks = new(call);
    private readonly Dictionary<long, Case> found = [];

    public UserError[] Errors => checks.Errors;

    public PresentParts Parts { get; } = new(call.Db);

    public async Task<CheckedMerge?> RunAsync(CancellationToken token)
    {
        checks.Reason(input.Reason);
        CheckDuplicates();
        if (input.DuplicateIds.Count > Most)
            return null;
        var duplicates = input.DuplicateIds.Select(id => id.Key).ToList();
        var there = await Merging.LoadAsync(input.PrimaryId.Key, duplicates, Parts, call, token);
        foreach (var @case in await CaseChecks.SeenAsync(there, call, token))
            found.Add(@case.Number, @case);
        var all = input.DuplicateIds.Prepend(input.PrimaryId).Select(Find).ToList();
        var choices = await CheckChoicesAsync(token);
        await CheckVersionsAsync(token);
        await CheckAccountsAsync([.. all.OfType<Case>()], token);
        return checks.Errors.Length > 0 ? null : new CheckedMerge(all[0]!, [.. all.Skip(1)!], choices);
    }

    private Case? Find(Ref<Case> id) =>
        // A malformed id has been noted when it was read.
        id.Key == 0
            ? null
            : CaseChecks.InUse(id, found.GetValueOrDefault(id.Key), call, checks);

    private void CheckDuplicates()
    {
        if (input.DuplicateIds.Count == 0)
            Add(ValidationCode.TooShort, "Give at least one case to merge.", "duplicateIds");
        if (input.DuplicateIds.Count > Most)
            Add(ValidationCode.TooLong, $"At most {Most} cases can be merged at once.", "duplicateIds");
        var seen = new HashSet<long> { input.PrimaryId.Key };
        foreach (var (index, duplicate) in input.DuplicateIds.Index())
        {
            if (duplicate.Key != 0 && !seen.Add(duplicate.Key))
            {
                var message =
                    duplicate == input.PrimaryId
                        ? "A case cannot be merged into itself."
                        : "The same case is given twice.";
                Add(ValidationCode.Conflict, message, "duplicateIds", InputChecks.Item(index));
            }
        }
    }

    private async Task<Dictionary<ValueField, Case>> CheckChoicesAsync(CancellationToken token)
    {
        var choices = new Dictionary<ValueField, Case>();
        var references = new ReferenceChecks(call, checks);
        foreach (var (index, choice) in (input.Choices ?? []).Index())
        {
            var field = AuditedFields.Find(choice.Field);
            var from = InMerge(choice.FromCaseId);
            if (field is not { Declared.Editable: not EditableIn.None })
                Refuse(index, "field", ValidationCode.InvalidValue, "This field's value cannot be chosen.");
            if (from is null && choice.FromCaseId.Key != 0)
                Refuse(index, "fromCaseId", ValidationCode.InvalidValue, "This case takes no part in the merge.");
            if (field is null || from is null)
                continue;
            if (!choices.TryAdd(field, from))
                Refuse(index, "field", ValidationCode.Conflict, "The same field is chosen twice.");
            if (field is ReferenceField reference && IsNew(reference, from) is { } key)
                references.Add(Path(index, "fromCaseId"), reference.Target, key);
        }
        await references.RunAsync(token);
        await CheckAssigneeAsync(choices, token);
        ChooseStatus(choices);
        return choices;
    }

    /// <summary>Whoever is chosen has to be a member of the team; who is not chosen is taken off where another team is.</summary>
    private async Task CheckAssigneeAsync(Dictionary<ValueField, Case> choices, CancellationToken token)
    {
        if (
            !choices.TryGetValue(Composition.Assignee, out var from)
            || from.AssignedToId is not { } user
            || found.GetValueOrDefault(input.PrimaryId.Key) is not { } primary
        )
            return;
        var team = choices.GetValueOrDefault(Composition.Team, primary).TeamId;
        if ((user, team) == (primary.AssignedToId, primary.TeamId) || await call.Db.IsMemberAsync(user, team, token))
            return;
        var index = (input.Choices ?? [])
            .Index()
            .First(one => AuditedFields.Find(one.Item.Field) == Composition.Assignee);
        Refuse(index.Index, "fromCaseId", ValidationCode.NotAMember, "The assignee is no member of the case's team.");
    }

    /// <summary>A status of one's own comes with the status that it belongs to.</summary>
    private void ChooseStatus(Dictionary<ValueField, Case> choices)
    {
        if (!choices.TryGetValue(Composition.Detail, out var from) || from.StatusDetailId is null)
            return;
        if (choices.TryGetValue(Composition.Status, out var other) && other.Status != from.Status)
        {
            var index = (input.Choices ?? []).Index().First(one => one.Item.Field == CaseField.StatusDetail).Index;
            const string message = "The status that is chosen is not the one that this belongs to.";
            Refuse(index, "field", ValidationCode.Conflict, message);
        }
        choices[Composition.Status] = from;
    }

    private Case? InMerge(Ref<Case> id) => Names(id) ? found.GetValueOrDefault(id.Key) : null;

    /// <summary>What the primary case refers to already needs no check.</summary>
    private long? IsNew(ReferenceField reference, Case from)
    {
        var value = (long?)reference.Property.GetValue(from);
        return Equals(value, Primary(reference)) ? null : value;
    }

    private object? Primary(ReferenceField reference) =>
        found.GetValueOrDefault(input.PrimaryId.Key) is { } primary ? reference.Property.GetValue(primary) : null;

    private async Task CheckVersionsAsync(CancellationToken token)
    {
        foreach (var (index, expected) in (input.ExpectedVersions ?? []).Index())
        {
            if (InMerge(expected.Id) is { } @case)
                await CaseChecks.VersionAsync(@case, expected.Version, call, checks, token);
            else if (expected.Id.Key != 0 && !Names(expected.Id))
                Add(
                    ValidationCode.InvalidValue,
                    "This case takes no part in the merge.",
                    "expectedVersions",
                    InputChecks.Item(index),
                    "id"
                );
        }
    }

    private async Task CheckAccountsAsync(IReadOnlyList<Case> cases, CancellationToken token)
    {
        if (!input.AcrossAccounts && !input.DryRun && await MergedAccounts.DifferAsync(cases, call, token))
            Add(
                ValidationCode.Conflict,
                "These cases belong to different accounts: contacts of one would come to messages of another. Say that it is meant.",
                "acrossAccounts"
            );
    }

    private bool Names(Ref<Case> id) => id == input.PrimaryId || input.DuplicateIds.Contains(id);

    private void Refuse(int index, string name, ValidationCode code, string message) =>
        checks.Add(Path(index, name), code, message);

    private void Add(ValidationCode code, string message, params string[] path) =>
        checks.Add(InputChecks.Path(path), code, message);

    private static IReadOnlyList<string> Path(int index, string name) =>
        InputChecks.Path("choices", InputChecks.Item(index), name);
}
