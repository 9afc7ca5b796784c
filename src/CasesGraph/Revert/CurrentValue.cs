using CasesGraph.Cases;
using CasesGraph.ChangeLog;

namespace CasesGraph.Revert;

/// <summary>What a case has where a row of the log tells of a change, as the log would write it.</summary>
internal static class CurrentValue
{
    /// <summary>Null for none.</summary>
    /// <param name="parts">With the case's links, and the item if the row is of one that may go.</param>
    public static (string? Value, ContactRole? Role) Of(Case of, FieldChange row, PresentParts parts) =>
        CaseParts.Find(row.Field) switch
        {
            LinkPart part => parts.Find(part, of, AuditedFields.Key(row.Link!)) is { Role: var role }
                ? (row.Link, role)
                : default,
            ItemPart { Stays: null } part => (
                parts.Find(part, of, AuditedFields.Key(row.Link!)) is null ? null : row.Link,
                null
            ),
            null when AuditedFields.Find(row.Field) is { } field => (
                AuditedFields.Written(field, field.Property.GetValue(of)),
                null
            ),
            _ => (row.After, null),
        };
}
