using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>A patch of one case that is written together with something else, by the rules of a mass update.</summary>
/// <param name="set">The input's; null where none is given.</param>
internal sealed class PatchOfCase(CasePatchInput? set, Ref<Case> of, Call call)
{
    private const string Set = "set";
    private CasePatchInput? patch = set;

    /// <summary>Notes what is wrong with it for the case, which is in use.</summary>
    public async Task CheckAsync(InputChecks checks, CancellationToken token)
    {
        if (patch is null)
            return;
        patch = patch with { Values = await NamedStatus.ReadAsync(patch.Values, call, checks, token, Set) };
        await CasePatchChecks.RunAsync(patch, new HeldReferences([of.Key], all: true, call.Db), call, checks, token);
        // A patch with mistakes cannot be read.
        if (checks.Errors.Length > 0)
            return;
        var parameters = new SqlParameters();
        var edit = CasePatchEdit.Of(await CasePatch.OfAsync(patch, dryRun: true, call, token), parameters, call.Now);
        foreach (var refused in (await new CaseEditWriter(call, edit, parameters).CheckAsync([of.Key], token)).Refused)
            checks.Add(InputChecks.Path(Set), refused.Why.Code, refused.Why.Reason);
    }

    /// <summary>What it does to the case's own values.</summary>
    public Task ApplyAsync(Case @case, CancellationToken token) =>
        patch?.Values.EditAsync(@case, call, token) ?? Task.CompletedTask;

    /// <summary>What it does to links.</summary>
    public async Task<IReadOnlyList<LinkPatch>> LinksAsync(CancellationToken token) =>
        patch is null ? [] : (await CasePatch.OfAsync(patch, dryRun: false, call, token)).Links;
}
