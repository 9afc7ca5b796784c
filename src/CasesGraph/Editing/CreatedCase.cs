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

    public string? ExternalReference => values[nameof(Case.ExternalReference)] as string;

    /// <summary>Those of what comes with it.</summary>
    public IEnumerable<string> ExternalReferencesOfItems => items.SelectMany(item => item.ExternalReferences);

    /// <summary>Notes what is wrong; nothing is written.</summary>
    public async Task CheckAsync(Call call, InputChecks checks, CancellationToken token)
    {
        values = await NamedStatus.ReadAsync(values, call, checks, token);
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
        await references.RunAsync(token);
        await AssigneeChecks.RunAsync(values, current: null, call, checks, token);
        await CaseChecks.UniqueReferenceAsync(values, current: null, call, checks, token);
    }

    /// <summary>The case with its parts, once nothing is wrong; of it only tags are written yet.</summary>
    public async Task<NewCaseLog> MakeAsync(StatusDefaults defaults, Call call, CancellationToken token)
    {
        var @case = new Case { Subject = "", Source = CaseSource.Api };
        values.ApplyTo(@case);
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
        return new NewCaseLog(call, @case, [.. links, .. rows]);
    }
}
