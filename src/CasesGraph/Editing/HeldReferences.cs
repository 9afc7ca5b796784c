using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>
/// Which of some cases refer to an object already: to them a reference to it is nothing new, though nothing new may refer to
/// it any more.
/// </summary>
/// <param name="all">Whether all of the cases must do so, or one of them is enough.</param>
internal sealed class HeldReferences(IReadOnlyList<long> cases, bool all, CasesDb db)
{
    public Func<CancellationToken, Task<bool>> Of(ReferenceField field, long key)
    {
        var column = field.Property.Name;
        return token => HoldAsync(InUse.Where(c => EF.Property<long?>(c, column) == key), token);
    }

    public Func<CancellationToken, Task<bool>> Of(LinkPart part, long key)
    {
        var links = part.Rows(db);
        return token =>
            HoldAsync(InUse.Where(c => links.Any(link => link.CaseNumber == c.Number && link.Key == key)), token);
    }

    /// <summary>The others are rejected for what they are.</summary>
    private IQueryable<Case> InUse => db.Cases.WhereInUse().Where(c => cases.Contains(c.Number));

    private async Task<bool> HoldAsync(IQueryable<Case> holding, CancellationToken token)
    {
        var count = await holding.CountAsync(token);
        return count > 0 && (!all || count == await InUse.CountAsync(token));
    }
}
