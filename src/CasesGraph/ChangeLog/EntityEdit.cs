using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>An audited field with its values before and after.</summary>
internal readonly record struct EditedValue(ValueField Field, object? Before, object? After);

/// <summary>What is done to a logged record that is no case.</summary>
internal sealed record EntityEdit(IVersioned Entity, ChangeKind Kind, IReadOnlyList<EditedValue> Values)
{
    /// <summary>Links that come or go.</summary>
    public IEnumerable<RecordLinkEdit> Links { get; init; } = [];

    private EntityModel Model => EntityModel.Of(Entity.GetType());

    /// <summary>Those of what is about to be saved: what differs can be read off it only before.</summary>
    /// <param name="told">Records of which an operation says what it does to them.</param>
    /// <param name="links">By the records that have them.</param>
    public static List<EntityEdit> Of(
        IEnumerable<EntityEntry<IVersioned>> entries,
        IReadOnlyDictionary<IVersioned, ToldChange> told,
        ILookup<IVersioned, RecordLinkEdit> links
    ) =>
        [
            .. from entry in entries
            where EntityModel.LoggedAs(entry.Metadata.ClrType) is not null
            let edit = told.GetValueOrDefault(entry.Entity) switch
            {
                null => Of(entry),
                { Kind: ChangeKind.Redacted, Redacted: var fields } => Erasure(entry.Entity, fields),
                { Kind: var kind } => Of(entry) with { Kind = kind },
            }
            select edit with
            {
                Links = links[entry.Entity],
            },
        ];

    /// <summary>The log has lost what was in the fields, so it goes on from what they have.</summary>
    private static EntityEdit Erasure(IVersioned entity, IReadOnlyList<ValueField> fields) =>
        new(
            entity,
            ChangeKind.Redacted,
            [
                .. from field in fields
                let value = field.Property.GetValue(entity)
                select new EditedValue(field, value, value),
            ]
        );

    public static EntityEdit Creation(IVersioned entity) =>
        new(
            entity,
            ChangeKind.Created,
            [
                .. from field in AuditedFields.Of(EntityModel.Of(entity.GetType()))
                let value = field.Property.GetValue(entity)
                where value is not null
                select new EditedValue(field, Before: null, value),
            ]
        );

    private static EntityEdit Of(EntityEntry<IVersioned> entry)
    {
        if (entry.State is EntityState.Added)
            return Creation(entry.Entity);
        List<EditedValue> values =
        [
            .. from field in AuditedFields.Of(EntityModel.Of(entry.Metadata.ClrType))
            let property = entry.Property(field.Property.Name)
            where property.IsModified
            select new EditedValue(field, property.OriginalValue, property.CurrentValue),
        ];
        return new EntityEdit(entry.Entity, KindOf(values), values);
    }

    private static ChangeKind KindOf(List<EditedValue> values)
    {
        if (Find(nameof(IMergeable.MergedIntoId)) is { } merge)
            return merge.After is null ? ChangeKind.Unmerged : ChangeKind.Merged;
        return Find(nameof(ISoftDeleted.DeletedAt)) switch
        {
            null => ChangeKind.Updated,
            { After: null } => ChangeKind.Restored,
            _ => ChangeKind.Deleted,
        };

        EditedValue? Find(string property) =>
            values
                .Cast<EditedValue?>()
                .FirstOrDefault(one =>
                    string.Equals(one!.Value.Field.Property.Name, property, StringComparison.Ordinal)
                );
    }

    /// <summary>The objects whose present names the log will hold.</summary>
    public IEnumerable<(Type Type, long Key)> Names() =>
        (
            from one in Values
            let reference = one.Field as ReferenceField
            where reference is not null
            from key in new[] { one.Before, one.After }.OfType<long>()
            select (reference.Target, key)
        ).Concat(Links.Select(one => one.Link.Target).OfType<(Type, long)>());

    /// <summary>The log's row of it, once it has its key and its version.</summary>
    /// <param name="written">A value as the log writes it, and as people read it.</param>
    /// <param name="linked">The same of an object that is linked.</param>
    public EntityChange Change(
        ChangeSet set,
        Actor actor,
        DateTime at,
        Func<ValueField, object?, (string? Value, string? Text)> written,
        Func<Type, long, (string? Value, string? Text)> linked
    )
    {
        var change = EntityChange.Of(Model.Type);
        change.Kind = Kind;
        change.RecordId = (long)Model.Key!.GetValue(Entity)!;
        change.Version = Entity.Version;
        change.ChangeSet = set;
        change.OccurredAt = at;
        change.ActorKey = actor.LogKey;
        foreach (var (field, before, after) in Values)
        {
            var row = new EntityFieldChange { Change = change, Field = field.Name };
            (row.Before, row.BeforeText) = written(field, before);
            (row.After, row.AfterText) = written(field, after);
            change.Fields.Add(row);
        }
        foreach (var link in Links)
        {
            var row = link.Row(linked);
            row.Change = change;
            change.Fields.Add(row);
        }
        return change;
    }
}

/// <summary>The log of records that one statement writes past EF Core's tracking, as a change set of its own.</summary>
internal static class EntityLog
{
    extension(Call call)
    {
        public async Task LogAsync(ChangeAction action, IReadOnlyCollection<EntityEdit> edits, CancellationToken token)
        {
            if (edits.Count == 0)
                return;
            await call.Linked.LoadAsync(edits.SelectMany(edit => edit.Names()), token);
            var set = ChangeSet.Of(call, action, reason: null);
            var changes = call.ChangesOf(edits, set);
            await call.Db.DirectRows!.AddAsync(RowsOf(changes) with { Set = set }, token);
            await call.ShowAsync(changes, token);
        }

        /// <summary>What the log has of edits in a set.</summary>
        public IReadOnlyList<EntityChange> ChangesOf(IEnumerable<EntityEdit> edits, ChangeSet set) =>
            [
                .. edits.Select(edit =>
                    edit.Change(
                        set,
                        call.Caller.Actor,
                        call.Now,
                        (field, value) => AuditedFields.Written(field, value, call.Linked),
                        (type, key) => AuditedFields.Reference(type, key, call.Linked)
                    )
                ),
            ];
    }

    public static LogRows RowsOf(IReadOnlyList<EntityChange> changes) =>
        new LogRows { Changes = changes, Fields = [.. changes.SelectMany(change => change.Fields)] };
}
