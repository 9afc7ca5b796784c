using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.SavedFilters;

/// <summary>Saved filters as lists and mutations of cases name them.</summary>
internal sealed class SavedConditions(CasesDatabase database) : KeptConditions
{
    public override EntityModel Of { get; } = EntityModel.Of<Case>();
    public override EntityModel Kept { get; } = EntityModel.Of<SavedFilter>();

    public override async Task<KeptCondition?> FindAsync(long key, Caller caller, CancellationToken token)
    {
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        return await db.Rows<SavedFilter>()
            .WhereInUse()
            .Where(filter => filter.Id == key)
            .Select(filter => new KeptCondition(filter.Version, filter.Where, filter.Order, filter.Search))
            .SingleOrDefaultAsync(token);
    }
}
