using CasesGraph.Cases;
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

    /// <summary>Whether contacts see any of it.</summary>
    public bool IsPublic =>
        changed.Exists(audited => PublicFields.Has(audited.Name)) || touched.Parts.Exists(change => change.IsPublic);

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
        foreach (var (part, key) in touched.Parts.Select(change => Linked(change.Row)).OfType<(LinkPart, long)>())
            yield return (part.Target, key);
    }

    public IEnumerable<FieldChange> Rows() => changed.Select(Row).Concat(PartRows(touched, isNew: false, linked));

    /// <summary>For rows of parts that have their ids by now.</summary>
    public IEnumerable<FieldChange> AddedRows() => PartRows(touched, isNew: true, linked);

    private static IEnumerable<FieldChange> PartRows(TouchedCase touched, bool isNew, LinkedObjects linked) =>
        touched
            .Parts.Where(change => change.IsNew == isNew)
            .OrderBy(change => change.Part.Place)
            .Select(change => Of(change, linked));

    /// <summary>A row of a part that was there, is there, or both.</summary>
    public static FieldChange Of(PartChange change, LinkedObjects linked)
    {
        var (id, text) = change.Row switch
        {
            ICaseLink link => AuditedFields.Reference(((LinkPart)change.Part).Target, link.Key, linked),
            ICaseItem item => (OpaqueId.Encode(change.Part.Row.Name, item.Id), CanonicalText.Beginning(item.LogText)),
            _ => throw new NotSupportedException(change.Row.GetType().Name),
        };
        var row = new FieldChange
        {
            Field = change.Part.Field,
            BeforeRole = change.BeforeRole,
            AfterRole = change.AfterRole,
        };
        if (change.Before)
            (row.Before, row.BeforeText) = (id, text);
        if (change.After)
            (row.After, row.AfterText) = (id, text);
        return row;
    }

    /// <summary>A field whose value differs.</summary>
    public static FieldChange Of(AuditedField audited, object? before, object? after, LinkedObjects linked)
    {
        var row = new FieldChange { Field = audited.Name };
        (row.Before, row.BeforeText) = AuditedFields.Written(audited.Field, before, linked);
        (row.After, row.AfterText) = AuditedFields.Written(audited.Field, after, linked);
        return row;
    }

    /// <summary>What a field of the case was.</summary>
    public object? Before(ValueField field) =>
        changed.Exists(audited => ReferenceEquals(audited.Field, field))
            ? Values(field).Before
            : field.Property.GetValue(touched.Case);

    private static bool Differs(TouchedCase touched, ValueField field) =>
        touched.Entry.Property(field.Property.Name).IsModified || IsRedacted(touched, field);

    private static bool IsRedacted(TouchedCase touched, ValueField field) =>
        touched.Told?.Redacted.Contains(field) is true;

    private FieldChange Row(AuditedField audited)
    {
        var (before, after) = Values(audited.Field);
        return Of(audited, before, after, linked);
    }

    private static (LinkPart, long)? Linked(ICasePartRow row) =>
        row is ICaseLink link ? ((LinkPart)CaseParts.Of(link), link.Key) : null;

    private (object? Before, object? After) Values(ValueField field)
    {
        var property = touched.Entry.Property(field.Property.Name);
        return (IsRedacted(touched, field) ? property.CurrentValue : property.OriginalValue, property.CurrentValue);
    }
}
