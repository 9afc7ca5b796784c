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
    public TouchedCase Touched => touched;

    /// <summary>The objects whose present names the rows will hold.</summary>
    public IEnumerable<(Type Type, long Key)> Names()
    {
        foreach (var reference in Changed().OfType<ReferenceField>())
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
        Changed()
            .Select(Row)
            .Concat(touched.Contacts.Select(Row))
            .Concat(touched.Bugs.Select(Row))
            .Concat(touched.Moved.Select(moved => Row(moved.Update, moved.Away)));

    /// <summary>For a message that has its id by now.</summary>
    public static FieldChange Row(CaseUpdate update) => Row(update, away: false);

    private static FieldChange Row(CaseUpdate update, bool away)
    {
        var (id, text) = (OpaqueId.Encode(nameof(CaseUpdate), update.Id), CanonicalText.Beginning(update.Text));
        return away
            ? new()
            {
                Field = CaseField.Updates,
                Before = id,
                BeforeText = text,
            }
            : new()
            {
                Field = CaseField.Updates,
                After = id,
                AfterText = text,
            };
    }

    private IEnumerable<ValueField> Changed() =>
        AuditedFields.All.Where(field =>
            touched.Entry.State is EntityState.Added
                ? Property(field).CurrentValue is not null
                : Property(field).IsModified
        );

    private FieldChange Row(ValueField field)
    {
        var (before, after) = Values(field);
        var row = new FieldChange { Field = new CaseField(field.LogName) };
        (row.Before, row.BeforeText) = AuditedFields.Written(field, before, linked);
        (row.After, row.AfterText) = AuditedFields.Written(field, after, linked);
        return row;
    }

    private FieldChange Row(EntityEntry<CaseContact> link)
    {
        var role = link.Property(contact => contact.Role);
        var row = Link(CaseField.Contacts, link, typeof(Contact), link.Entity.ContactId);
        row.BeforeRole = row.Before is null ? null : role.OriginalValue;
        row.AfterRole = row.After is null ? null : role.CurrentValue;
        return row;
    }

    private FieldChange Row(EntityEntry<CaseBug> link) =>
        Link(CaseField.Bugs, link, typeof(Bug), link.Entity.BugNumber);

    private FieldChange Link(CaseField field, EntityEntry link, Type type, long key)
    {
        var row = new FieldChange { Field = field };
        if (link.State is not EntityState.Added)
            (row.Before, row.BeforeText) = AuditedFields.Reference(type, key, linked);
        if (link.State is not EntityState.Deleted)
            (row.After, row.AfterText) = AuditedFields.Reference(type, key, linked);
        return row;
    }

    private (object? Before, object? After) Values(ValueField field)
    {
        var property = Property(field);
        var before = touched.Entry.State is EntityState.Added ? null : property.OriginalValue;
        return (before, property.CurrentValue);
    }

    private PropertyEntry Property(ValueField field) => touched.Entry.Property(field.Property.Name);
}
