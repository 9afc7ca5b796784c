using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>The log's rows of one touched case: a row for each audited field that differs and for each link.</summary>
internal sealed class FieldChanges(TouchedCase touched, LinkedObjects linked)
{
    private readonly List<AuditedField> changed =
    [
        .. AuditedFields.Named.Where(audited => Differs(touched, audited.Field)),
    ];

    public TouchedCase Touched => touched;

    /// <summary>The objects whose present names the rows will hold.</summary>
    public IEnumerable<(Type Type, long Key)> Names()
    {
        foreach (var reference in changed.Select(audited => audited.Field).OfType<ReferenceField>())
        {
            var (before, after) = Values(reference);
            if (before is long old)
                yield return (reference.Target, old);
            if (after is long now)
                yield return (reference.Target, now);
        }
        foreach (var link in touched.Contacts)
            yield return (typeof(Contact), link.Entity.ContactId);
        foreach (var link in touched.Bugs)
            yield return (typeof(Bug), link.Entity.BugNumber);
    }

    public IEnumerable<FieldChange> Rows() =>
        changed
            .Select(Row)
            .Concat(touched.Contacts.Select(Row))
            .Concat(touched.Bugs.Select(Row))
            .Concat(touched.Moved.Select(moved => moved.Away ? Gone(moved.Update) : Added(moved.Update)))
            .Concat(touched.Detached.Select(Gone));

    /// <summary>For messages and files that have their ids by now.</summary>
    public static IEnumerable<FieldChange> AddedRows(TouchedCase touched) =>
        touched.Updates.Select(Added).Concat(touched.Attached.Select(Added));

    private static FieldChange Added(CaseUpdate update) =>
        new()
        {
            Field = CaseField.Updates,
            After = OpaqueId.Encode(nameof(CaseUpdate), update.Id),
            AfterText = CanonicalText.Beginning(update.Text),
        };

    private static FieldChange Gone(CaseUpdate update) =>
        new()
        {
            Field = CaseField.Updates,
            Before = OpaqueId.Encode(nameof(CaseUpdate), update.Id),
            BeforeText = CanonicalText.Beginning(update.Text),
        };

    public static FieldChange Added(Attachment attachment) =>
        new()
        {
            Field = CaseField.Attachments,
            After = OpaqueId.Encode(nameof(Attachment), attachment.Id),
            AfterText = attachment.FileName,
        };

    private static FieldChange Gone(Attachment attachment) =>
        new()
        {
            Field = CaseField.Attachments,
            Before = OpaqueId.Encode(nameof(Attachment), attachment.Id),
            BeforeText = attachment.FileName,
        };

    /// <summary>A field whose value differs.</summary>
    public static FieldChange Of(AuditedField audited, object? before, object? after, LinkedObjects linked)
    {
        var row = new FieldChange { Field = audited.Name };
        (row.Before, row.BeforeText) = AuditedFields.Written(audited.Field, before, linked);
        (row.After, row.AfterText) = AuditedFields.Written(audited.Field, after, linked);
        return row;
    }

    public static FieldChange Of(CaseContact link, ContactRole? before, ContactRole? after, LinkedObjects linked)
    {
        var row = Of(
            CaseField.Contacts,
            typeof(Contact),
            link.ContactId,
            before is not null,
            after is not null,
            linked
        );
        (row.BeforeRole, row.AfterRole) = (before, after);
        return row;
    }

    public static FieldChange Of(CaseBug link, bool before, bool after, LinkedObjects linked) =>
        Of(CaseField.Bugs, typeof(Bug), link.BugNumber, before, after, linked);

    /// <summary>A link that was there, is there, or both.</summary>
    private static FieldChange Of(CaseField field, Type type, long key, bool before, bool after, LinkedObjects linked)
    {
        var row = new FieldChange { Field = field };
        if (before)
            (row.Before, row.BeforeText) = AuditedFields.Reference(type, key, linked);
        if (after)
            (row.After, row.AfterText) = AuditedFields.Reference(type, key, linked);
        return row;
    }

    private static bool Differs(TouchedCase touched, ValueField field) =>
        touched.Entry.Property(field.Property.Name).IsModified;

    private FieldChange Row(AuditedField audited)
    {
        var (before, after) = Values(audited.Field);
        return Of(audited, before, after, linked);
    }

    private FieldChange Row(EntityEntry<CaseContact> link)
    {
        var role = link.Property(contact => contact.Role);
        return Of(
            link.Entity,
            link.State is EntityState.Added ? null : role.OriginalValue,
            link.State is EntityState.Deleted ? null : role.CurrentValue,
            linked
        );
    }

    private FieldChange Row(EntityEntry<CaseBug> link) =>
        Of(link.Entity, link.State is not EntityState.Added, link.State is not EntityState.Deleted, linked);

    private (object? Before, object? After) Values(ValueField field)
    {
        var property = touched.Entry.Property(field.Property.Name);
        return (property.OriginalValue, property.CurrentValue);
    }
}
