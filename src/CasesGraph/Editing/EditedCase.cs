using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

internal static class EditedCase
{
    extension(EntityValues<Case> values)
    {
        /// <summary>Gives a case that is there the values, and what follows from them.</summary>
        public void Edit(Case @case, DateTime now)
        {
            var before = CaseMoment.Of(@case);
            values.ApplyTo(@case);
            CaseRules.Edit(@case, before, statusGiven: values.Has(nameof(Case.Status)), now);
        }
    }
}
