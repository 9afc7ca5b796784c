using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>The id in another system belongs to one object of its kind, deleted ones included: they may come back.</summary>
internal static class ExternalReferences
{
    public const string Property = "ExternalReference";
    public static readonly string Field = Naming.Camel(Property);
}

/// <summary>The same for objects that have nothing more to say of it.</summary>
internal static class ExternalReferences<TEntity>
    where TEntity : class
{
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();

    private static readonly Statement Holder = Lookup.ByText(
        Model,
        ExternalReferences.Property,
        (Model.Key!.Name, StoredAs.Number),
        (Model.SoftDeleted ? nameof(ISoftDeleted.DeletedAt) : Model.Key.Name, StoredAs.Number),
        (MergedRows.ColumnOf(Model) is [var merged] ? merged : Model.Key.Name, StoredAs.Number)
    );

    /// <summary>What declares the reference; null for objects without one.</summary>
    public static ScalarField? Declared { get; } = Model.Find(ExternalReferences.Field) as ScalarField;

    /// <summary>Notes, in one trip, of which references that are given another object has one.</summary>
    public static async Task CheckAllAsync(IReadOnlyList<GivenReference> all, Call call, CancellationToken token)
    {
        var found = await TextLookup.FindAllAsync(
            Holder,
            all.Select(one => one.Reference).OfType<string>(),
            call,
            token
        );
        foreach (var one in all.Where(one => one.Reference is not null && found.ContainsKey(one.Reference)))
        {
            var holder = found[one.Reference!];
            if (holder[0, 0].Number != one.Current)
                await TellAsync(one.Path, holder, call, one.Checks, token);
        }
    }

    private static async Task TellAsync(
        IReadOnlyList<string> path,
        RowSet found,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var taken = $"Another {Model.Noun} has this external reference already.";
        var holds =
            MergedRows.ColumnOf(Model).Count > 0 && !found[0, 2].IsNull
                ? $"{taken} {MergedRows.Told(await MergedRows.SurvivorAsync<TEntity>(found[0, 2].Number, call, token))}"
            : Model.SoftDeleted && !found[0, 1].IsNull ? $"{taken} It is deleted; restore{Model.Plural} brings it back."
            : taken;
        await checks.NotUniqueAsync<TEntity>(path, new(found[0, 0].Number), taken, holds, token);
    }
}

/// <summary>A reference that an object is to have.</summary>
/// <param name="Path">Where it is given.</param>
/// <param name="Current">The key of the object; null for a new one.</param>
internal sealed record GivenReference(IReadOnlyList<string> Path, string? Reference, long? Current, InputChecks Checks);
