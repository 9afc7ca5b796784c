using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>A statement over what is kept of counts, where something is, and the same over the cases themselves.</summary>
internal sealed record KeptOrCounted(Planned<Statement> Kept, Planned<Statement> Counted)
{
    public Statement Statement(bool isKept) => (isKept ? Kept : Counted).Value;

    /// <summary>Plans of one request over the cases of one list.</summary>
    /// <param name="both">Whether it is known only in a run which of the two is right.</param>
    internal readonly ref struct Plans(RequestPlans own, ListSelection list, RequestValues values, bool both)
    {
        private readonly RequestPlans own = own;

        public KeptOrCounted Get(string name, CountedBy by, Func<PlanScope, CountedRows, Statement> write)
        {
            var kept = own.Own(name, list, values, by, write);
            return new(
                kept,
                both
                    ? own.Own<Case>(
                        $"counted {name}",
                        list,
                        values,
                        (scope, rows) => write(scope, new CountedRows(rows, Tally: null))
                    )
                    : kept
            );
        }
    }
}
