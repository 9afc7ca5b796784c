using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>
/// The ids in an input that refer to other objects: each must be there and in use. And new ids in another system, which no
/// other object may have.
/// </summary>
internal sealed class ReferenceChecks(Call call, InputChecks checks)
{
    private readonly List<(
        IReadOnlyList<string> Path,
        Type Type,
        long Key,
        Func<CancellationToken, Task<bool>>? IsHeld
    )> wanted = [];

    private readonly List<(CheckAll Check, GivenReference Reference)> external = [];

    private delegate Task CheckAll(IReadOnlyList<GivenReference> all, Call call, CancellationToken token);

    /// <summary>
    /// The references among the values. One that stays as it is has only to be seen: otherwise ids could be tried until one is
    /// taken. An id that is malformed needs no check.
    /// </summary>
    /// <param name="below">The part of the input that holds the values.</param>
    public void Add<TEntity>(EntityValues<TEntity> values, TEntity? current, params string[] below)
        where TEntity : class
    {
        foreach (var (field, value) in values.Given)
        {
            if (field is not ReferenceField reference || value is not long key)
                continue;
            if (current is null || !Equals(reference.Property.GetValue(current), key))
                Add(InputChecks.Path([.. below, field.InputName]), reference.Target, key);
            else if (call.Db.Conditions.Hide(reference.Target))
                Add(InputChecks.Path([.. below, field.InputName]), reference.Target, key, _ => Task.FromResult(true));
        }
    }

    /// <summary>A reference, unless the id is malformed.</summary>
    /// <param name="isHeld">
    /// Whether what is written to has the reference already; asked only where nothing new may refer to the object.
    /// </param>
    public void Add(IReadOnlyList<string> path, Type type, long key, Func<CancellationToken, Task<bool>>? isHeld = null)
    {
        if (key != 0)
            wanted.Add((path, type, key, isHeld));
    }

    /// <summary>The id in another system of a new object.</summary>
    public void AddExternal<TEntity>(string[] at, string? reference)
        where TEntity : class
    {
        var path = InputChecks.Path(at);
        checks.Text(path, ExternalReferences<TEntity>.Declared!, reference);
        external.Add((ExternalReferences<TEntity>.CheckAllAsync, new(path, reference, Current: null, checks)));
    }

    public Task RunAsync(CancellationToken token) => RunAllAsync([this], call, token);

    /// <summary>The same for several inputs of one call: what all of them refer to is read at once.</summary>
    public static async Task RunAllAsync(IReadOnlyList<ReferenceChecks> all, Call call, CancellationToken token)
    {
        await call.Linked.LoadAsync(all.SelectMany(one => one.wanted).Select(one => (one.Type, one.Key)), token);
        foreach (var kind in all.SelectMany(one => one.external).GroupBy(one => one.Check, one => one.Reference))
            await kind.Key([.. kind], call, token);
        foreach (var one in all)
            await one.TellAsync(token);
    }

    private async Task TellAsync(CancellationToken token)
    {
        foreach (var (path, type, key, isHeld) in wanted)
        {
            var found = call.Linked.Find(type, key) is { Seen: true } seen ? seen : null;
            if (found is { Usable: true } || (found is not null && isHeld is not null && await isHeld(token)))
                continue;
            if (found is not null && EntityModel.Of(type).Declared.InUse is not null)
                checks.Add(path, ValidationCode.Inactive, $"{found.Text} is not active and cannot be chosen.");
            else
                checks.Add(new RelatedObjectNotFoundError(path, OpaqueId.Encode(type.Name, key)));
        }
    }
}
