using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>By what of a log's record it is decided who sees the log's entries.</summary>
/// <param name="Record">From an entry to the record.</param>
/// <param name="Properties">The record's: its team, and who can own it.</param>
internal sealed record RecordReach(PropertyInfo Record, IReadOnlyList<PropertyInfo> Properties)
{
    /// <summary>Null where entries are not seen by what they are of.</summary>
    public static RecordReach? Of(EntityModel log)
    {
        if (!log.Declared.IsLog || EntityRights.Find(log.Type)?.Through is not { } through)
            return null;
        var record = log.Type.GetProperty(through)!;
        return EntityRights.Find(record.PropertyType) is { Team: { } team, Owners: var owners }
            ? new(record, [.. owners.Prepend(team).Select(name => record.PropertyType.GetProperty(name)!)])
            : null;
    }
}
