using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>Undoes changes of records of one type that is no case, by the same rules as those of cases.</summary>
internal abstract class EntityUndo
{
    public abstract Type Entity { get; }

    /// <summary>Undoes changes of one change set, the newest first; whoever calls saves.</summary>
    /// <param name="changes">With fields.</param>
    /// <returns>How many records were changed back.</returns>
    public abstract Task<int> RunAsync(
        IReadOnlyList<EntityChange> changes,
        Skips skips,
        Call call,
        CancellationToken token
    );
}

internal sealed class EntityUndo<TEntity>(EntityRules<TEntity> rules) : EntityUndo
    where TEntity : class, IVersioned
{
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();
    private static readonly ValueField? DeletedAt = AuditedFields
        .Of(Model)
        .FirstOrDefault(field => field.Property.Name is nameof(ISoftDeleted.DeletedAt));

    private static readonly ValueField? MergedInto = AuditedFields
        .Of(Model)
        .FirstOrDefault(field => field.Property.Name is nameof(IMergeable.MergedIntoId));

    public override Type Entity => typeof(TEntity);

    public override async Task<int> RunAsync(
        IReadOnlyList<EntityChange> changes,
        Skips skips,
        Call call,
        CancellationToken token
    )
    {
        var later = await LaterEntityChanges.LoadAsync(changes, call.Db, token);
        var keys = changes.Select(change => change.RecordId).ToHashSet();
        var records = await call
            .Db.Set<TEntity>()
            .Where(entity => keys.Contains(EF.Property<long>(entity, Model.Key!.Name)))
            .ToDictionaryAsync(entity => (long)Model.Key!.GetValue(entity)!, token);
        var made = changes
            .Where(change => change.Kind is ChangeKind.Created)
            .Select(change => change.RecordId)
            .ToList();
        var used = await UsedSince.FindAsync<TEntity>(skips.ChangeSet, made, call.Db, token);
        var reverted = new HashSet<long>();
        // What comes back comes first: others may refer to it again.
        foreach (var returns in new[] { true, false })
        {
            foreach (var change in changes)
            {
                var one = new Undone(change, records.GetValueOrDefault(change.RecordId), later, skips, call, rules)
                {
                    IsUsed = used.Contains(change.RecordId),
                };
                if (await one.RunAsync(returns, token))
                    reverted.Add(change.RecordId);
            }
        }
        return reverted.Count;
    }

    /// <summary>One change.</summary>
    private sealed class Undone(
        EntityChange change,
        TEntity? entity,
        LaterEntityChanges later,
        Skips skips,
        Call call,
        EntityRules<TEntity> rules
    )
    {
        /// <summary>Whether what stays leads to the record.</summary>
        public bool IsUsed { get; init; }

        /// <summary>Undoes some of it.</summary>
        /// <param name="returns">What brings the record back, or the rest.</param>
        public async Task<bool> RunAsync(bool returns, CancellationToken token)
        {
            if (change.Kind is ChangeKind.Created)
                return !returns && Delete();
            var undone = false;
            foreach (var row in change.Fields.OrderByDescending(row => row.Id))
            {
                var field = AuditedFields.Of(Model).FirstOrDefault(one => Same(one.Name, row.Field));
                var bringsBack = row.Before is null && field is not null && (field == DeletedAt || field == MergedInto);
                // A field that there is no more.
                if (field is not null && bringsBack == returns && !later.HaveUndone(change, row.Field))
                    undone |= await UndoAsync(field, row, token);
            }
            return undone;
        }

        private async Task<bool> UndoAsync(ValueField field, EntityFieldChange row, CancellationToken token)
        {
            if (entity is null)
                return Skip(row, "It is gone.");
            if (field == DeletedAt && row.Before is null && entity is IMergeable { MergedIntoId: not null })
                return Skip(row, $"The {Model.Noun} is merged into another.", later.Touching(change, MergedInto!.Name));
            if (
                field != MergedInto
                && field != DeletedAt
                && IsDeleted
                && later.Touching(change, DeletedAt!.Name) is { } deletion
            )
                return Skip(row, $"The {Model.Noun} was deleted since.", deletion);
            if (later.Touching(change, row.Field) is { } set)
                return Skip(row, RevertedChange.Changed, set);
            if (!Same(AuditedFields.Written(field, field.Property.GetValue(entity)), row.After))
                return false;
            var value = AuditedFields.Read(field, row.Before);
            if (await MistakeAsync(field, value, token) is { } mistake)
                return Skip(row, mistake);
            field.Property.SetValue(entity, value);
            // What is undone after it may refer to it again.
            if (field == DeletedAt && value is null)
                call.Linked.Restore(typeof(TEntity), change.RecordId);
            return true;
        }

        /// <summary>What an edit that gives the value would be told.</summary>
        private async Task<string?> MistakeAsync(ValueField field, object? value, CancellationToken token)
        {
            if (field.Property.Name is ExternalReferences.Property && IsLetGo(field, value))
                return null;
            var alone = call with { Issues = new ValidationIssues() };
            var checks = new InputChecks(alone);
            var values = new EntityValues<TEntity>(new Dictionary<ValueField, object?> { [field] = value });
            await rules.CheckAllAsync(values, entity, reason: null, alone, checks, token);
            return checks.Errors is [var first, ..] ? first.Message : null;
        }

        /// <summary>Whether another has the value in the database only: it has got its own back by now.</summary>
        private bool IsLetGo(ValueField field, object? value) =>
            value is not null
            && call.Db.ChangeTracker.Entries<TEntity>()
                .Select(entry => entry.Property(field.Property.Name))
                .Any(held => Equals(held.OriginalValue, value) && !Equals(held.CurrentValue, value));

        /// <summary>What was created is deleted, unless somebody has changed or uses it, or cases would lose it.</summary>
        private bool Delete()
        {
            if (DeletedAt is not null && later.HaveUndone(change, DeletedAt.Name))
                return false;
            var row = new EntityFieldChange
            {
                Field = DeletedAt?.Name ?? change.Fields.First().Field,
                Before = DeletedAt is null ? null : CanonicalText.Of(call.Now),
            };
            var why =
                entity is not ISoftDeleted ? $"{Naming.Label(Naming.WithArticle(Model.Noun))} cannot be deleted."
                : Model.Declared.HiddenInLinks
                    ? $"The {Model.Noun} may be in use; deleting it takes it away everywhere."
                : IsDeleted ? $"The {Model.Noun} was deleted since."
                : later.TouchingAnything(change) is not null ? $"The {Model.Noun} was changed since it was created."
                : IsUsed ? $"The {Model.Noun} is used by what stays."
                : null;
            if (why is not null)
                return Skip(row, why, later.TouchingAnything(change));
            ((ISoftDeleted)entity!).DeletedAt = call.Now;
            return true;
        }

        private bool IsDeleted => entity is ISoftDeleted { DeletedAt: not null };

        private bool IsHidden(EntityFieldChange row) =>
            call.Caller.Access.HidesFields && PersonalFields.Have(row.Field);

        private bool Skip(EntityFieldChange row, string reason, long? because = null)
        {
            skips.Add(
                new RevertSkip(
                    entity is null ? null : new Ref<TEntity>(change.RecordId),
                    OpaqueId.Encode(Model.Name, change.RecordId),
                    change.Type,
                    row.Field,
                    IsHidden(row) ? null : row.After,
                    IsHidden(row) ? null : row.Before,
                    because is { } set ? new(set) : null,
                    reason,
                    change.RecordId
                )
            );
            return false;
        }

        private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
    }
}
