using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Operations;

namespace CasesGraph.Revert;

/// <summary>What a case has where a row of the log tells of a change, as the log would write it.</summary>
internal static class CurrentValue
{
    /// <summary>Null for none.</summary>
    /// <param name="of">With its links, and the file if the row is of one.</param>
    public static (string? Value, ContactRole? Role) Of(Case of, FieldChange row, Call call)
    {
        if (row.Field == CaseField.Contacts)
        {
            var role = of.RoleOf(AuditedFields.Key(row.Link!), call.Db);
            return (role is null ? null : row.Link, role);
        }
        if (row.Field == CaseField.Bugs)
            return (of.HasBug(AuditedFields.Key(row.Link!), call.Db) ? row.Link : null, null);
        if (row.Field == CaseField.Attachments)
            return (of.Attachments.Any(file => file.Id == AuditedFields.Key(row.Link!)) ? row.Link : null, null);
        return AuditedFields.Find(row.Field) is { } field
            ? (AuditedFields.Written(field, field.Property.GetValue(of)), null)
            : (row.After, null);
    }
}
