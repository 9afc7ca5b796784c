using System.Collections.Concurrent;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>Finds out whether a write changes what those may do who have called before.</summary>
internal static class ChangedRights
{
    private static readonly ConcurrentDictionary<Type, DecidesRightsAttribute?> Declared = new();

    public static bool In(ChangeTracker tracker) => tracker.Entries().Any(IsChange);

    private static bool IsChange(EntityEntry entry) =>
        entry.State is not (EntityState.Unchanged or EntityState.Detached)
        && Declared.GetOrAdd(entry.Metadata.ClrType, static type => type.GetCustomAttribute<DecidesRightsAttribute>())
            is { } declared
        && entry.State switch
        {
            EntityState.Added => entry.Entity is IRecordLink link
                && entry.Context.Entry(link.Owner).State is not EntityState.Added,
            EntityState.Modified => declared.Properties is []
                || declared.Properties.Any(property => entry.Property(property).IsModified),
            _ => true,
        };
}
