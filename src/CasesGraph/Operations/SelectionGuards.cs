using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Operations;

/// <summary>What the caller says about the size of a selection, so that a wrong one writes nothing.</summary>
internal sealed record SelectionGuards(int? MaxCount, int? ExpectedCount);

/// <summary>The objects that an operation goes through.</summary>
/// <param name="Keys">Each once. Those that do not exist are among them, to be rejected.</param>
/// <param name="Size">How many of them exist.</param>
internal sealed record SelectedRows(IReadOnlyList<long> Keys, int Size);

internal static class SelectedKeys
{
    extension<TEntity>(RowSelection<TEntity> selection)
        where TEntity : class
    {
        /// <summary>A condition looks only at objects in use, or at deleted ones, and never at merged ones; ids at all.</summary>
        public async Task<SelectedRows> KeysAsync(
            bool deleted,
            SelectionGuards guards,
            Call call,
            InputChecks checks,
            CancellationToken token
        )
        {
            if (selection.IsRefused)
                return new SelectedRows([], 0);
            if (selection.Ids is null && guards.ExpectedCount is null && !selection.LeavesOut(deleted))
            {
                checks.Add(new EmptySelectionError());
                return new SelectedRows([], 0);
            }
            var column = EntityModel.Of<TEntity>().Key!.Name;
            long[]? given = selection.Ids is { } ids ? [.. ids.Select(id => id.Key).Distinct()] : null;
            var keys = given ?? await MatchingAsync(selection, deleted, call, token);
            var size = given is null
                ? keys.Count
                : await call
                    .Db.Rows<TEntity>()
                    .CountAsync(one => given.Contains(EF.Property<long>(one, column)), token);
            if (size > guards.MaxCount || (guards.ExpectedCount is { } expected && expected != size))
                checks.Add(new SelectionSizeError(size, guards.ExpectedCount, guards.MaxCount));
            call.SelectedRows += keys.Count;
            call.KeptCondition = selection.KeptCondition;
            return new SelectedRows(keys, size);
        }

        private async Task<IReadOnlyList<long>> MatchingAsync(bool deleted, Call call, CancellationToken token)
        {
            if (!deleted && selection.MatchingInUse is { } inUse)
                return await inUse(call.Db, token);
            var found = await selection.Matching!(call.Db, token);
            var entity = EntityModel.Of<TEntity>();
            var column = entity.Key!.Name;
            var rows = call
                .Db.Set<TEntity>()
                .Where(one =>
                    found.Contains(EF.Property<long>(one, column))
                    && EF.Property<DateTime?>(one, nameof(ISoftDeleted.DeletedAt)) != null == deleted
                );
            foreach (var merged in MergedRows.ColumnOf(entity))
                rows = rows.Where(one => EF.Property<long?>(one, merged) == null);
            var wanted = await rows.Select(one => EF.Property<long>(one, column)).ToHashSetAsync(token);
            return [.. found.Where(wanted.Contains)];
        }
    }
}
