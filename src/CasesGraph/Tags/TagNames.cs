using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

/// <summary>Tags by their names, as inputs give them.</summary>
internal static class TagNames
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<Tag>().Find("name")!;

    private static readonly ValueField DeletedAtField = (ValueField)EntityModel.Of<Tag>().Find("deletedAt")!;

    /// <summary>Notes what is wrong with names.</summary>
    public static void Check(IReadOnlyList<string> names, InputChecks checks, IReadOnlyList<string> at)
    {
        foreach (var (index, name) in names.Index())
            checks.Text(InputChecks.Path([.. at, InputChecks.Item(index)]), NameField, Written(name));
        if (Keys(names).Count > TagsPart.Instance.Most)
            checks.Add(InputChecks.Path([.. at]), ValidationCode.TooMany, TooMany);
    }

    public static string TooMany => $"A case has at most {TagsPart.Instance.Most} tags.";

    /// <summary>The names as they are compared, each once.</summary>
    public static IReadOnlyCollection<string> Keys(IEnumerable<string> names) =>
        [.. names.Select(Key).Distinct(StringComparer.Ordinal)];

    public static string Key(string name) => CaseFolding.Key(Written(name));

    /// <summary>The keys of those that there are, by the names as they are compared.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> FindAsync(
        IEnumerable<string> names,
        CasesDb db,
        CancellationToken token
    )
    {
        var keys = Keys(names);
        return keys.Count == 0
            ? new Dictionary<string, long>(StringComparer.Ordinal)
            : await db
                .Tags.Where(tag => keys.Contains(tag.NameKey))
                .ToDictionaryAsync(tag => tag.NameKey, tag => tag.Id, StringComparer.Ordinal, token);
    }

    /// <summary>The keys of all, in the order of the names; those that are not there are made, and deleted ones come back.</summary>
    public static async Task<IReadOnlyList<long>> FindOrMakeAsync(
        IReadOnlyList<string> names,
        Call call,
        CancellationToken token
    )
    {
        var wanted = names
            .Select(name => new Tag
            {
                Name = name,
                CreatedAt = call.Now,
                UpdatedAt = call.Now,
            })
            .DistinctBy(tag => tag.NameKey, StringComparer.Ordinal)
            .ToList();
        if (wanted.Count == 0)
            return [];
        var keys = wanted.ConvertAll(tag => tag.NameKey);
        var known = await ReadAsync();
        var missing = wanted.Where(tag => !known.ContainsKey(tag.NameKey)).ToList();
        if (missing.Count > 0)
        {
            // Another transaction may be making the same ones.
            var made = await call.Db.AddMissingAsync(missing, token);
            known = await ReadAsync();
            var created = known.Values.Where(tag => made.Contains(tag.Id)).Select(EntityEdit.Creation);
            await call.LogAsync(ChangeAction.Create, [.. created], token);
        }
        await ReviveAsync([.. known.Values.Where(tag => tag.DeletedAt is not null)], call, token);
        return keys.ConvertAll(key => known[key].Id);

        Task<Dictionary<string, Tag>> ReadAsync() =>
            call
                .Db.Tags.AsNoTracking()
                .Where(tag => keys.Contains(tag.NameKey))
                .ToDictionaryAsync(tag => tag.NameKey, StringComparer.Ordinal, token);
    }

    /// <summary>Of two transactions at once one brings a tag back, and it is in the log once.</summary>
    private static async Task ReviveAsync(IReadOnlyList<Tag> deleted, Call call, CancellationToken token)
    {
        var revived = new List<EntityEdit>();
        foreach (var tag in deleted)
        {
            var written = await call
                .Db.Tags.Where(one => one.Id == tag.Id && one.DeletedAt != null)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(one => one.DeletedAt, (DateTime?)null)
                            .SetProperty(one => one.UpdatedAt, call.Now)
                            .SetProperty(one => one.Version, one => one.Version + 1),
                    token
                );
            tag.Version++;
            if (written > 0)
                revived.Add(new(tag, ChangeKind.Restored, [new(DeletedAtField, tag.DeletedAt, After: null)]));
        }
        await call.LogAsync(ChangeAction.Restore, revived, token);
    }

    /// <summary>A name as it is kept: without blanks around it, accents in one encoding.</summary>
    public static string Written(string name) => TextRules.Composed(name.Trim());
}
