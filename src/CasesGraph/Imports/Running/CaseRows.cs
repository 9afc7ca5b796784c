using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Imports.Deduplicating;
using CasesGraph.Imports.Starting;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Replies;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Imports.Running;

/// <summary>Rows as cases, by the checks and the rules of createCase and updateCase.</summary>
internal sealed class CaseRows(ImportPlan plan, MadeRecords made, RowDuplicates? duplicates, CaseRoom room)
    : ChunkRows(plan, made, duplicates)
{
    private const long MostNumber = (1L << 53) - 1;

    protected override async Task<IReadOnlyList<RowResult>> RunReadAsync(
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        var matched = await new CaseMatches(Plan, call).FindAsync(rows, token);
        var alike = await FindAlikeAsync<Case, long>(rows, matched, Themselves, set, call, token);
        var later = Later(rows, matched);
        var first = rows.Except(later.SelectMany(turn => turn)).ToList();
        var results = await RunEachAsync(first, matched, alike, set, call, token);
        return later.Count == 0 ? results : [.. results, .. await RunLaterAsync(later, set, call, token)];
    }

    /// <summary>The same of rows that come to one record each.</summary>
    private async Task<IReadOnlyList<RowResult>> RunEachAsync(
        IReadOnlyList<GivenRow> rows,
        Dictionary<GivenRow, long> matched,
        IReadOnlyDictionary<GivenRow, AlikeRows> alike,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        List<(GivenRow Row, CheckedCase Case)> created =
        [
            .. rows.Where(IsNew).Select(row => (row, Created(row, call))),
        ];
        var held = await HeldMessages.LoadAsync(
            matched.SelectMany(one => one.Key.Messages.Select(message => (one.Value, message))),
            call,
            token
        );
        foreach (var (row, number) in matched)
            row.Messages = [.. row.Messages.Where(message => !held.Has(number, message))];
        List<(GivenRow Row, ChangedCase Case)> changed =
        [
            .. rows.Where(matched.ContainsKey).Select(row => (row, Changed(row, matched[row], call))),
        ];
        await CaseNumbers.CheckAsync(created.Select(one => one.Row), Plan, call, token);
        await CreatedCase.CheckAllAsync([.. created.Select(one => one.Case)], call, token);
        await CaseChecks.LoadAsync([.. matched.Values.Distinct()], call.Db, token);
        await ChangedCase.CheckAllAsync([.. changed.Select(one => one.Case)], call, token);
        await CheckMessagesAsync(changed, call, token);
        foreach (var (row, one) in created)
            Settle(row, one.Checks, current: null, call);
        foreach (var (row, one) in changed.Where(one => one.Case.Case is null))
            row.Reasons.AddRange(RowReason.Of(one.Checks.Errors, Plan).Where(reason => reason.Field is null));
        foreach (var (row, one) in changed.Where(one => one.Case.Case is not null))
        {
            Settle(row, one.Checks, one.Case, call);
            // Of a case that is there no past is written.
            row.Notes.RemoveAll(note => note.Field is { Target: { IsHistory: true, IsConversation: false } });
        }
        await OnePrimary.CheckAsync(changed.Select(one => (one.Row, matched[one.Row])), call, token);
        Duplicates?.Judge(rows, alike);
        created.RemoveAll(one => !one.Row.IsTaken);
        changed.RemoveAll(one => !one.Row.IsTaken);
        var results = new Dictionary<GivenRow, RowResult>(ReferenceEqualityComparer.Instance);
        await WriteAsync(created, changed, set, results, call, token);
        return [.. rows.Select(row => results.GetValueOrDefault(row) ?? RowResult.Left(row, Key(row, matched)))];

        bool IsNew(GivenRow row) => Plan.Makes && !matched.ContainsKey(row) && !row.IsLost && !IsLeft(row, alike);
    }

    private static Task<Dictionary<long, long>> Themselves(IReadOnlyList<long> numbers) =>
        Task.FromResult(numbers.ToDictionary(number => number));

    private static long? Key(GivenRow row, Dictionary<GivenRow, long> matched) =>
        matched.TryGetValue(row, out var number) ? number : null;

    private async Task WriteAsync(
        List<(GivenRow Row, CheckedCase Case)> created,
        List<(GivenRow Row, ChangedCase Case)> changed,
        Ref<ChangeSet>? set,
        Dictionary<GivenRow, RowResult> results,
        Call call,
        CancellationToken token
    )
    {
        var writer = set is null ? null : ChangeLogWriter.Into(call, set);
        if (writer is not null)
            await MakeNeededAsync(
                created.Select(one => one.Row).Concat(changed.Select(one => one.Row)),
                writer,
                call,
                token
            );
        var coming = await ComingMessages.BeginAsync(Plan, call, token);
        foreach (var (row, one) in changed)
            coming.Receive(one.Case!, row.Messages.Select(message => message.Of(row)));
        await ChangedCase.ApplyAllAsync([.. changed.Select(one => one.Case)], dryRun: set is null, call, token);
        foreach (var (row, one) in changed)
        {
            foreach (var message in row.Messages)
                coming.Add(one.Case!, message.Of(row));
        }
        coming.Settle();
        call.Db.ChangeTracker.DetectChanges();
        var touched = TouchedCase
            .Find(call.Db.ChangeTracker, new Dictionary<Case, ToldChange>())
            .Select(one => one.Case.Number)
            .ToHashSet();
        foreach (var (row, one) in changed)
        {
            var number = one.Case!.Number;
            results[row] = new(row, touched.Contains(number) ? RowOutcome.Updated : RowOutcome.Unchanged, number);
        }
        if (writer is not null && changed.Count > 0)
            await writer.SaveAsync(token);
        var logs = set is null ? [] : await MakeAsync(created, set, call, token);
        foreach (var (at, (row, _)) in created.Index())
            results[row] = new(row, RowOutcome.Created, set is null ? null : logs[at].Number);
    }

    private static async Task<IReadOnlyList<NewCaseLog>> MakeAsync(
        List<(GivenRow Row, CheckedCase Case)> created,
        Ref<ChangeSet> set,
        Call call,
        CancellationToken token
    )
    {
        if (created.Count == 0)
            return [];
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
        var logs = await CreatedCase.MakeAllAsync(created.ConvertAll(one => one.Case.Case), defaults, call, token);
        await CaseNumbers.MakeRoomAsync(created.Select(one => one.Row), call, token);
        await NewCaseLog.SaveAllAsync(logs, set, call, token);
        return logs;
    }

    /// <summary>What is wrong with messages that come to cases that are there.</summary>
    private async Task CheckMessagesAsync(
        IEnumerable<(GivenRow Row, ChangedCase Case)> changed,
        Call call,
        CancellationToken token
    )
    {
        var references = new List<ReferenceChecks>();
        foreach (var (row, one) in changed.Where(one => one.Row.Messages.Count > 0))
        {
            references.Add(new ReferenceChecks(one.Call, one.Checks));
            new NewCaseMessages([.. row.Messages.Select(message => message.Of(row))]).Check(one.Checks, references[^1]);
        }
        await ReferenceChecks.RunAllAsync(references, call, token);
        await room.CheckAllAsync(
            "updates",
            [
                .. from one in changed
                where one.Case.Case is not null
                let files = one.Row.Messages.SelectMany(message => message.Files).Select(file => file.Upload)
                select new FilesOfCase(one.Case.Case!.Number, [.. files], one.Case.Checks),
            ],
            call,
            token
        );
    }

    private CheckedCase Created(GivenRow row, Call call)
    {
        var newCase = new CreatedCase(Values<Case>(row, EditableIn.Create), new InputExtensions([.. NewLinks(row)]))
        {
            Number = row.Of("number") is long and > 0 and <= MostNumber and var number ? number : null,
            Source = CaseSource.Import,
            Past = Plan.Order.KeepTimes ? Past(row) : null,
        };
        return newCase.With(Own(call));
    }

    private ChangedCase Changed(GivenRow row, long number, Call call)
    {
        var own = Own(call);
        return new(
            new(number),
            row.Of("version") as int?,
            Values<Case>(row, EditableIn.Update),
            new InputExtensions([.. AddedLinks(row)]),
            own,
            new InputChecks(own)
        )
        {
            Restores = Plan.Restores,
            TellsChanges = false,
        };
    }

    private static Call Own(Call call) => call with { Issues = new ValidationIssues(), Unnamed = [] };

    private void Settle(GivenRow row, InputChecks checks, Case? current, Call call)
    {
        foreach (var reason in RowReason.Of(checks.Errors, Plan))
            row.Reject(reason);
        if (
            Plan.Find("state") is { } field
            && row.Of("state") is CaseState state
            && StatusOf(row, current) is { } status
        )
        {
            if (CaseRules.IsClosed(status) != state is CaseState.Closed)
                row.Reject(
                    field,
                    ValidationCode.StateDisagrees,
                    $"state: {Naming.UpperSnake($"{state}")} does not agree with the status {Naming.UpperSnake($"{status}")}."
                );
        }
        if (current is null && Plan.Order.KeepTimes)
            CheckPast(row, call.Now);
    }

    /// <summary>Null where the status is wrong, or a status of one's own says it.</summary>
    private CaseStatus? StatusOf(GivenRow row, Case? current) =>
        row.Of("status") as CaseStatus?
        ?? (
            row.Reasons.Exists(reason => reason.Field?.Owner is "status") || row.Of("statusDetail") is not null ? null
            : current is not null ? current.Status
            : CaseRules.Waiting(row.Reference("assignedTo"))
        );

    private void CheckPast(GivenRow row, DateTime now)
    {
        foreach (var (field, value) in row.Values.Where(one => one.Key.Target.IsHistory))
        {
            if (value is DateTime time && time > now)
                row.Reject(field, ValidationCode.InvalidValue, $"{field.Name}: the time is in the future.");
        }
        if (row.Of("closedAt") is DateTime closed && row.Of("createdAt") is DateTime created && closed < created)
            row.Reject(
                Plan.Find("closedAt"),
                ValidationCode.Conflict,
                "closedAt: it was closed before it was created."
            );
    }

    private static CasePast Past(GivenRow row) =>
        new()
        {
            CreatedAt = row.Of("createdAt") as DateTime?,
            UpdatedAt = row.Of("updatedAt") as DateTime?,
            ClosedAt = row.Of("closedAt") as DateTime?,
            FirstResponseAt = row.Of("firstResponseAt") as DateTime?,
            CreatedBy = row
                .Found.Where(one => one.Key.Field.Owner is "createdBy")
                .Select(one =>
                    one.Value.Type == typeof(User) ? Actor.User(one.Value.Key) : Actor.Contact(one.Value.Key)
                )
                .Cast<Actor?>()
                .FirstOrDefault(),
        };

    private static IEnumerable<object> NewLinks(GivenRow row)
    {
        if (Contacts(row) is { Count: > 0 } contacts)
            yield return new NewCaseContacts(contacts);
        if (Bugs(row) is { Count: > 0 } bugs)
            yield return new NewCaseBugs(bugs);
        if (row.Tags is { Count: > 0 } tags)
            yield return new NewCaseTags(tags);
        if (row.Messages.Count > 0)
            yield return new NewCaseMessages([.. row.Messages.Select(message => message.Of(row))]);
    }

    private static IEnumerable<object> AddedLinks(GivenRow row)
    {
        var writers = row.Messages.Select(message => message.Of(row).From).OfType<Ref<Contact>>();
        List<CaseContactInput> contacts =
        [
            .. Contacts(row)
                .Concat(writers.Select(writer => new CaseContactInput(writer, Role: null)))
                .DistinctBy(one => one.ContactId.Key),
        ];
        if (contacts.Count > 0)
            yield return new PatchedCaseContacts(contacts, RemoveContactIds: null);
        if (Bugs(row) is { Count: > 0 } bugs)
            yield return new PatchedCaseBugs(bugs, RemoveBugIds: null);
        if (row.Tags is { Count: > 0 } tags)
            yield return new PatchedCaseTags(SetTags: null, tags, RemoveTags: null);
    }

    /// <summary>Each once, in the first role that is told of it.</summary>
    private static List<CaseContactInput> Contacts(GivenRow row) =>
        [
            .. row
                .Found.Where(one => one.Key.Field.Owner is "contacts")
                .GroupBy(one => one.Value.Key, one => one.Key.Role)
                .Select(of => new CaseContactInput(
                    new Ref<Contact>(of.Key),
                    of.FirstOrDefault(role => role is not null)
                )),
        ];

    private static List<Ref<Bugs.Bug>> Bugs(GivenRow row) =>
        [.. row.Found.Where(one => one.Key.Field.Owner is "bugs").Select(one => new Ref<Bugs.Bug>(one.Value.Key))];
}
