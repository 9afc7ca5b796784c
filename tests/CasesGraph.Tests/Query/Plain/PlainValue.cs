using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Attachments;
using CasesGraph.Audit;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>How single values read in an answer.</summary>
internal static class PlainValue
{
    /// <summary>Fields that no property has, or one of another meaning.</summary>
    public static SpecialValue? Special(string type, string field, object row) =>
        (field, row) switch
        {
            ("__typename", _) => new SpecialValue(type),
            ("id", _) => new SpecialValue(Encoded($"{type}:{Reflected.Key(row)}")),
            ("listEffect", CaseChange) => new SpecialValue(null),
            ("cursor", RecordChange change) => new SpecialValue(LogCursor(change)),
            ("objectId", AuditEvent audit) => new SpecialValue(ObjectId(audit)),
            ("detail", AuditEvent audit) => new SpecialValue(
                audit.Detail is null ? null : JsonNode.Parse(audit.Detail)
            ),
            ("recordId", RecordChange change) => new SpecialValue(RecordId(change)),
            ("caseId", CaseChange change) => new SpecialValue(Encoded($"Case:{change.CaseNumber}")),
            ("displayName", User user) => new SpecialValue(user.FullName),
            ("displayName", Contact contact) => new SpecialValue(contact.FullName),
            ("label", FieldChange change) => new SpecialValue(change.Field.Label),
            ("beforeText", FieldChange change) => new SpecialValue(Shown(change.BeforeText ?? change.Before)),
            ("afterText", FieldChange change) => new SpecialValue(Shown(change.AfterText ?? change.After)),
            ("before", FieldChange change) => new SpecialValue(Logged(change.Field, change.Before, change.BeforeRole)),
            ("after", FieldChange change) => new SpecialValue(Logged(change.Field, change.After, change.AfterRole)),
            ("label", EntityFieldChange change) => new SpecialValue(Naming.Label(Naming.Pascal(change.Field))),
            ("beforeText", EntityFieldChange change) => new SpecialValue(Shown(change.BeforeText ?? change.Before)),
            ("afterText", EntityFieldChange change) => new SpecialValue(Shown(change.AfterText ?? change.After)),
            ("viewerCan", Case c) => new SpecialValue(new JsonArray([.. ViewerCan(c).Select(can => (JsonNode)can)])),
            ("url", Attachment file) => new SpecialValue(
                $"/attachments/{Encoded($"Attachment:{file.Id}")}/{Uri.EscapeDataString(file.FileName)}"
            ),
            _ => null,
        };

    /// <summary>Of whoever may do everything.</summary>
    private static string[] ViewerCan(Case c) =>
        c.MergedIntoNumber is not null ? ["VIEW", "PURGE", "EXPORT"]
        : c.DeletedAt is not null ? ["VIEW", "RESTORE", "PURGE", "EXPORT"]
        :
        [
            "VIEW",
            "EDIT",
            "ASSIGN",
            "REPLY",
            "NOTE",
            c.Status is CaseStatus.Closed or CaseStatus.Rejected or CaseStatus.Duplicate ? "REOPEN" : "CLOSE",
            "ATTACH",
            "DELETE",
            "MERGE",
            "PURGE",
            "EXPORT",
        ];

    public static string RecordId(RecordChange change) =>
        Encoded($"{change.Type}:{(change as CaseChange)?.CaseNumber ?? ((EntityChange)change).RecordId}");

    public static string? ObjectId(AuditEvent? audit) =>
        audit is { ObjectType: { } type, ObjectId: { } key } ? Encoded($"{type}:{key}") : null;

    public static string LogCursor(RecordChange change) => Encoded($"log1:{change.Id}");

    private static JsonNode? Shown(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Take(500));

    private static JsonNode? Logged(CaseField field, string? value, Enum? role)
    {
        if (value is null || field.Name is not ("CONTACTS" or "BUGS" or "UPDATES" or "ATTACHMENTS"))
            return value;
        var link = new JsonObject { ["id"] = value };
        if (role is not null)
            link["role"] = Naming.UpperSnake(role.ToString());
        return link;
    }

    private static string Encoded(string text) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    public static JsonNode? Scalar(object value) =>
        value switch
        {
            string text => text,
            bool flag => flag,
            int number => number,
            long number => number,
            Enum member => Naming.UpperSnake(member.ToString()),
            CaseField field => field.Name,
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(value.GetType().Name),
        };
}

/// <summary>A value that may be null, and is there all the same.</summary>
internal sealed record SpecialValue(JsonNode? Value);
