using CasesGraph.Cases;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>What the caller says about the size of a selection, so that a wrong one writes nothing.</summary>
internal sealed record SelectionGuards(int? MaxCount, int? ExpectedCount);

/// <summary>The cases that an operation goes through.</summary>
/// <param name="Keys">Each once. Those that do not exist are among them, to be rejected.</param>
/// <param name="Size">How many of them exist.</param>
internal sealed record SelectedCases(IReadOnlyList<long> Keys, int Size);

internal static class SelectedKeys
{
    extension(CaseSelection selection)
    {
        /// <summary>A condition looks only at cases of the given kind, and never at merged ones; ids at all.</summary>
        public async Task<SelectedCases> KeysAsync(
            bool deleted,
            SelectionGuards guards,
            Call call,
            InputChecks checks,
            CancellationToken token
        )
        {
            if (selection.Ids is null && guards.ExpectedCount is null && !selection.LeavesOut(deleted))
            {
                checks.Add(new EmptySelectionError());
                return new SelectedCases([], 0);
            }
            long[]? given = selection.Ids is { } ids ? [.. ids.Select(id => id.Key).Distinct()] : null;
            var keys = given ?? await MatchingAsync(selection, deleted, call, token);
            var size = given is null
                ? keys.Count
                : await call.Db.Rows<Case>().CountAsync(c => given.Contains(c.Number), token);
            if (size > guards.MaxCount || (guards.ExpectedCount is { } expected && expected != size))
                checks.Add(new SelectionSizeError(size, guards.ExpectedCount, guards.MaxCount));
            return new SelectedCases(keys, size);
        }

        private async Task<IReadOnlyList<long>> MatchingAsync(bool deleted, Call call, CancellationToken token)
        {
            if (!deleted && selection.MatchingInUse is { } inUse)
                return await inUse(call.Db, token);
            var found = await selection.Matching!(call.Db, token);
            var wanted = await call
                .Db.Cases.Where(c =>
                    found.Contains(c.Number) && c.DeletedAt != null == deleted && c.MergedIntoNumber == null
                )
                .Select(c => c.Number)
                .ToHashSetAsync(token);
            return [.. found.Where(wanted.Contains)];
        }
    }
}
