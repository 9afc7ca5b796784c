using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

internal static class EditedCase
{
    extension(EntityValues<Case> values)
    {
        /// <summary>Gives a case that is there the values, and what follows from them.</summary>
        public async Task EditAsync(Case @case, Call call, CancellationToken token) =>
            values.Edit(@case, await DefaultsAsync([values], call, token), call);

        /// <summary>The same where the defaults are known.</summary>
        public void Edit(Case @case, StatusDefaults defaults, Call call)
        {
            var before = CaseMoment.Of(@case);
            values.ApplyTo(@case);
            var given = new GivenStatus(values.Has(nameof(Case.Status)), values.Has(nameof(Case.StatusDetailId)));
            CaseRules.Edit(@case, before, given, defaults, call.Now);
        }

        private bool MayMove => values.Has(nameof(Case.Status)) || values.Has(nameof(Case.AssignedToId));
    }

    /// <summary>What cases get with a status that some of the values may bring them to.</summary>
    public static async Task<StatusDefaults> DefaultsAsync(
        IEnumerable<EntityValues<Case>> all,
        Call call,
        CancellationToken token
    ) => all.Any(values => values.MayMove) ? await StatusDefaults.LoadAsync(call.Db, token) : StatusDefaults.None;
}
