using CasesGraph.Cases;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Cases that go on for others keep who is led to them by those (<see cref="LedFacets"/>), whatever happens to the others;
/// a case for which that differs is in the log, so that whoever follows it is told.
/// </summary>
internal static class LedCases
{
    private static readonly string[] Leading = [nameof(Case.OpenedById), nameof(Case.AccountId)];

    extension(TouchedCase touched)
    {
        /// <summary>Whether it comes to be seen by others.</summary>
        public bool LeadsMore =>
            CaseFacets
                .Parts(touched.Case.LedFacets)
                .Except(CaseFacets.Parts(touched.KeptBefore), StringComparer.Ordinal)
                .Any();

        /// <summary>The cases for which it goes on, or did, where those who see them by it can be others now.</summary>
        private IEnumerable<long> LeadsTo()
        {
            var into = touched.Entry.Property(c => c.MergedIntoNumber);
            long?[] all =
                into.IsModified ? [into.OriginalValue, into.CurrentValue]
                : into.CurrentValue is not null && touched.IsOfOthers ? [into.CurrentValue]
                : [];
            return all.OfType<long>();
        }

        private bool IsOfOthers =>
            Array.Exists(Leading, one => touched.Entry.Property(one).IsModified)
            || touched.Parts.Exists(change =>
                change.Part is LinkPart { Facet: { } link } && LedFacets.Links.Contains(link, StringComparer.Ordinal)
            );
    }

    extension(List<TouchedCase> touched)
    {
        /// <summary>Settles it for all that are about to be saved, and adds the cases to them that differ by it alone.</summary>
        /// <param name="left">Cases that others had gone on in which are not there any more.</param>
        public async Task SettleLedAsync(IEnumerable<long> left, CasesDb db, CancellationToken token)
        {
            var numbers = touched.SelectMany(one => one.LeadsTo()).Concat(left).ToHashSet();
            if (numbers.Count == 0)
                return;
            var kept = await db
                .Cases.Where(c => c.MergedIntoNumber != null && numbers.Contains(c.MergedIntoNumber.Value))
                .Select(c => new LeadingCase(
                    c.Number,
                    c.MergedIntoNumber!.Value,
                    c.OpenedById,
                    c.AccountId,
                    c.LinkFacets
                ))
                .ToListAsync(token);
            await db.Cases.Where(c => numbers.Contains(c.Number)).LoadAsync(token);
            var tracked = db
                .ChangeTracker.Entries<Case>()
                .Where(entry => entry.State is not EntityState.Deleted)
                .ToDictionary(entry => entry.Entity.Number);
            // As they will be.
            var leading = tracked
                .Values.Select(entry => entry.Entity)
                .Where(c => c.MergedIntoNumber is not null)
                .Select(LeadingCase.Of)
                .Concat(kept.Where(c => !tracked.ContainsKey(c.Number)))
                .ToLookup(c => c.Into);
            foreach (var number in numbers.Order())
            {
                if (tracked.TryGetValue(number, out var entry))
                    touched.Keep(entry, LedFacets.Of(leading[number]));
            }
        }

        private void Keep(EntityEntry<Case> led, string facets)
        {
            if (string.Equals(led.Entity.LedFacets, facets, StringComparison.Ordinal))
                return;
            if (!touched.Exists(one => one.Case == led.Entity))
                touched.Add(new TouchedCase(led));
            led.Entity.LedFacets = facets;
        }
    }
}
