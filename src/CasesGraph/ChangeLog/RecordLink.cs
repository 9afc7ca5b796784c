using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// A link of a logged record that is no case: its coming and going is a change of that record, with a row of the log for
/// each as cases have it. Undoing leaves them as they are.
/// </summary>
internal interface IRecordLink
{
    /// <summary>The record, which must be loaded.</summary>
    IVersioned Owner { get; }

    /// <summary>What the log calls it: the record's field that shows all of them.</summary>
    string Field { get; }

    /// <summary>The object that it leads to; null where it is a record of its own, which <see cref="Text"/> tells.</summary>
    (Type Type, long Key)? Target { get; }

    /// <summary>What the log has of it in place of an object.</summary>
    string? Text => null;
}

/// <summary>What is about to be done to one.</summary>
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
