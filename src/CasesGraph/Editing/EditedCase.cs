using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

internal static class EditedCase
{
    extension(EntityValues<Case> values)
    {
        /// <summary>Gives a case that is there the values, and what follows from them.</summary>
        public async Task EditAsync(Case @case, Call call, CancellationToken token)
        {
            var before = CaseMoment.Of(@case);
            values.ApplyTo(@case);
            var given = new GivenStatus(values.Has(nameof(Case.Status)), values.Has(nameof(Case.StatusDetailId)));
            var defaults =
                given.Status || values.Has(nameof(Case.AssignedToId))
                    ? await StatusDefaults.LoadAsync(call.Db, token)
                    : StatusDefaults.None;
            CaseRules.Edit(@case, before, given, defaults, call.Now);
        }
    }
}
