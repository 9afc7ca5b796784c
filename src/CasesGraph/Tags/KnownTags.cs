using CasesGraph.Operations;

namespace CasesGraph.Tags;

/// <summary>The tags that inputs name, looked up for all of them at once.</summary>
internal sealed class KnownTags
{
    private readonly IReadOnlyDictionary<string, long> byKey;

    private KnownTags(IReadOnlyDictionary<string, long> byKey) => this.byKey = byKey;

    /// <summary>Looks them up, or makes them.</summary>
    /// <param name="given">Names of tags that cases get.</param>
    /// <param name="taken">Names of tags that they lose.</param>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    public static async Task<KnownTags> LoadAsync(
        IReadOnlyList<string> given,
        IReadOnlyList<string> taken,
        bool dryRun,
        Call call,
        CancellationToken token
    )
    {
        if (dryRun)
            return new(await TagNames.FindAsync([.. given, .. taken], call.Db, token));
        var made = await TagNames.FindOrMakeAsync(given, call, token);
        var known = (await TagNames.FindAsync(taken, call.Db, token)).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, tag) in TagNames.Keys(given).Zip(made))
            known[key] = tag;
        return new(known);
    }

    /// <summary>The keys of those that there are.</summary>
    public IEnumerable<long> Of(IEnumerable<string> names) =>
        TagNames.Keys(names).Where(byKey.ContainsKey).Select(key => byKey[key]);

    /// <summary>The keys of all: those that are not there are on no case, as keys below 0 are.</summary>
    public IEnumerable<long> OfAll(IEnumerable<string> names) =>
        TagNames.Keys(names).Select((key, at) => byKey.TryGetValue(key, out var tag) ? tag : -1L - at);
}
