using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>
/// Values that others took from a contact in merges that were undone since. They have them no more, but their logs tell of
/// taking and giving back.
/// </summary>
internal static class TakenValues
{
    private static readonly string MergedInto = AuditedFields
        .Of(EntityModel.Of<Contact>())
        .Single(field => field.Property.Name is nameof(IMergeable.MergedIntoId))
        .Name;

    /// <summary>What was taken reads as if the other had kept its own.</summary>
    /// <param name="fields">All that may tell of a person.</param>
    public static async Task ForgetAsync(long key, IReadOnlyList<string> fields, CasesDb db, CancellationToken token)
    {
        var type = EntityModel.LoggedAs(typeof(Contact))!.Value;
        var rows = db.Set<EntityFieldChange>().Where(row => row.Change.Type == type);
        var merges = await rows.Where(row => row.Change.RecordId == key && row.Field == MergedInto)
            .OrderBy(row => row.Id)
            .Select(row => new
            {
                row.Change.ChangeSetId,
                row.Before,
                row.After,
            })
            .ToListAsync(token);
        foreach (var merge in merges)
        {
            var survivor = AuditedFields.Key((merge.After ?? merge.Before)!);
            var told = rows.Where(row => row.Change.RecordId == survivor && fields.Contains(row.Field));
            var taken = await told.Where(row => row.Change.ChangeSetId == merge.ChangeSetId).ToListAsync(token);
            foreach (var row in taken)
            {
                var (own, theirs) = merge.Before is null ? (row.Before, row.After) : (row.After, row.Before);
                if (theirs is not null)
                    await ReplaceAsync(told.Where(one => one.Field == row.Field), theirs, own, token);
            }
        }
    }

    private static async Task ReplaceAsync(
        IQueryable<EntityFieldChange> rows,
        string theirs,
        string? own,
        CancellationToken token
    )
    {
        await rows.Where(row => row.Before == theirs)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Before, own), token);
        await rows.Where(row => row.After == theirs)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.After, own), token);
    }
}
