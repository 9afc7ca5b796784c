using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>What is about to be done to a link of a record.</summary>
internal readonly record struct RecordLinkEdit(IRecordLink Link, bool IsAdded)
{
    /// <summary>By their owners.</summary>
    public static ILookup<IVersioned, RecordLinkEdit> Of(ChangeTracker tracker) =>
        tracker
            .Entries<IRecordLink>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Deleted)
            .Select(entry => new RecordLinkEdit(entry.Entity, entry.State is EntityState.Added))
            .ToLookup(
                edit => edit.Link.Owner,
                edit => edit,
                (IEqualityComparer<IVersioned>)ReferenceEqualityComparer.Instance
            );

    /// <summary>The row of the log.</summary>
    /// <param name="written">The object as the log writes it, and as people read it.</param>
    public EntityFieldChange Row(Func<Type, long, (string? Value, string? Text)> written)
    {
        var (value, text) = Link.Target is var (type, key) ? written(type, key) : (Link.Text, Text: null);
        var row = new EntityFieldChange { Field = Link.Field };
        if (IsAdded)
            (row.After, row.AfterText) = (value, text);
        else
            (row.Before, row.BeforeText) = (value, text);
        return row;
    }
}
