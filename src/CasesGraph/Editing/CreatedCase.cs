using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>A case that is about to be, by whichever mutation: what can be wrong with it, and what it comes to.</summary>
internal sealed class CreatedCase(EntityValues<Case> given, InputExtensions extensions)
{
    private readonly List<CasePartInput> parts = CaseLinks.Given(extensions);
    private readonly List<NewCaseItemInput> items = NewCaseItems.Given(extensions);
    private EntityValues<Case> values = given;

    /// <summary>What it has from a time before this service knew it; null for nothing.</summary>
    public CasePast? Past { get; init; }

    /// <summary>Its number where the database is not to give it one; nobody has it.</summary>
    public long? Number { get; init; }

    public CaseSource Source { get; init; } = CaseSource.Api;

    public string? ExternalReference => values[nameof(Case.ExternalReference)] as string;

    /// <summary>Those of what comes with it.</summary>
    public IEnumerable<string> ExternalReferencesOfItems => items.SelectMany(item => item.ExternalReferences);

    /// <summary>The case with the mistakes of a call.</summary>
    public CheckedCase With(Call call) => new(this, call, new InputChecks(call));

    /// <summary>Notes what is wrong; nothing is written.</summary>
    public Task CheckAsync(Call call, InputChecks checks, CancellationToken token) =>
        CheckAllAsync([new(this, call, checks)], call, token);

    /// <summary>The same for several of one call, each with its own mistakes: what all of them refer to is read at once.</summary>
    public static async Task CheckAllAsync(IReadOnlyList<CheckedCase> all, Call call, CancellationToken token)
    {
        var references = new List<ReferenceChecks>();
        var statuses = await NamedStatus.LoadAsync(all.Select(one => one.Case.values), call, token);
        foreach (var one in all)
            references.Add(await one.Case.BeginAsync(statuses, one.Call, one.Checks, token));
        await ReferenceChecks.RunAllAsync(references, call, token);
        IReadOnlyList<GivenToCase> given =
        [
            .. all.Select(one => new GivenToCase(one.Case.values, Current: null, one.Checks)),
        ];
        await AssigneeChecks.RunAllAsync(given, call, token);
        await CaseChecks.UniqueReferencesAsync(given, call, token);
    }

    /// <summary>Notes what is wrong with it by itself; what it refers to is left to be checked.</summary>
    private async Task<ReferenceChecks> BeginAsync(
        NamedStatus statuses,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        values = statuses.Read(values, checks);
        checks.Creation(values);
        if (call.Caller.Access.IsContact)
            await NewCaseOfContact.CheckAsync(values, call, checks, token);
        else
        {
            values = values.WithTeam(call);
            CaseReach.CheckNew(values, call, checks);
        }
        var references = new ReferenceChecks(call, checks);
        references.Add(values, current: null);
        parts.ForEach(part => part.Check(checks, references, held: null));
        items.ForEach(item => item.Check(checks, references));
        return references;
    }

    /// <summary>The case with its parts, once nothing is wrong; of it only tags are written yet.</summary>
    public async Task<NewCaseLog> MakeAsync(StatusDefaults defaults, Call call, CancellationToken token)
    {
        var @case = new Case
        {
            Subject = "",
            Number = Number ?? 0,
            Source = Source,
        };
        values.Following(call.Linked.KeyOf).ApplyTo(@case);
        if (call.Caller.Access.IsContact)
            NewCaseOfContact.Settle(@case, call);
        CaseRules.Create(
            @case,
            statusGiven: values[nameof(Case.Status)] is not null,
            detailOf: @case.StatusDetailId is null ? null : @case.Status,
            defaults,
            call.Now
        );
        var links = await CaseLinks.NewAsync(parts, items.SelectMany(item => item.Links), call, token);
        var rows = items.SelectMany(item => item.New(@case, call)).ToList();
        return new NewCaseLog(call, @case, [.. links, .. rows]) { Past = Past };
    }

    /// <summary>The same for several, whose tags are looked up at once.</summary>
    public static async Task<IReadOnlyList<NewCaseLog>> MakeAllAsync(
        IReadOnlyList<CreatedCase> all,
        StatusDefaults defaults,
        Call call,
        CancellationToken token
    )
    {
        await CaseLinks.PrepareAsync(all.SelectMany(one => one.parts), call, dryRun: false, token);
        var logs = new List<NewCaseLog>();
        foreach (var one in all)
            logs.Add(await one.MakeAsync(defaults, call, token));
        return logs;
    }
}

/// <summary>A new case with what is wrong with it.</summary>
internal sealed record CheckedCase(CreatedCase Case, Call Call, InputChecks Checks);
