using System.Text;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

/// <summary>Tags by their names, as inputs give them.</summary>
internal static class TagNames
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<Tag>().Find("name")!;

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

    /// <summary>The keys of those that there are.</summary>
    public static async Task<IReadOnlyList<long>> FindAsync(
        IEnumerable<string> names,
        CasesDb db,
        CancellationToken token
    )
    {
        var keys = Keys(names);
        return keys.Count == 0
            ? []
            : await db.Tags.Where(tag => keys.Contains(tag.NameKey)).Select(tag => tag.Id).ToListAsync(token);
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
            await call.Db.AddMissingAsync(missing, token);
            known = await ReadAsync();
        }
        if (known.Values.Any(tag => tag.Deleted))
        {
            await call
                .Db.Tags.Where(tag => keys.Contains(tag.NameKey) && tag.DeletedAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(tag => tag.DeletedAt, (DateTime?)null), token);
        }
        return keys.ConvertAll(key => known[key].Id);

        Task<Dictionary<string, (long Id, bool Deleted)>> ReadAsync() =>
            call
                .Db.Tags.Where(tag => keys.Contains(tag.NameKey))
                .Select(tag => new
                {
                    tag.NameKey,
                    tag.Id,
                    Deleted = tag.DeletedAt != null,
                })
                .ToDictionaryAsync(tag => tag.NameKey, tag => (tag.Id, tag.Deleted), StringComparer.Ordinal, token);
    }

    /// <summary>
    /// A name as it is kept: without blanks around it, accents in one encoding. Half of a surrogate pair has none; the check
    /// of the text refuses it.
    /// </summary>
    public static string Written(string name)
    {
        var trimmed = name.Trim();
        return TextRules.Check(trimmed, maxLength: null, longText: true) is null
            ? trimmed.Normalize(NormalizationForm.FormC)
            : trimmed;
    }
}
