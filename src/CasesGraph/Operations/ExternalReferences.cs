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

    /// <summary>Checks the reference of a new object, where it is no field of the entity's own input.</summary>
    public static Task NewAsync(string[] at, string? reference, Call call, InputChecks checks, CancellationToken token)
    {
        var path = InputChecks.Path(at);
        checks.Text(path, Declared!, reference);
        return CheckAsync(path, reference, current: null, call, checks, token);
    }

    /// <summary>Notes that another object has the reference that is given.</summary>
    /// <param name="current">The key of the one that is to have it; null for a new one.</param>
    public static async Task CheckAsync(
        IReadOnlyList<string> path,
        string? reference,
        long? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (
            reference is null
            || await TextLookup.FindAsync(Holder, reference, call, token) is not { } found
            || found[0, 0].Number == current
        )
            return;
        var taken = $"Another {Model.Noun} has this external reference already.";
        var holds =
            MergedRows.ColumnOf(Model).Count > 0 && !found[0, 2].IsNull
                ? $"{taken} {MergedRows.Told(await MergedRows.SurvivorAsync<TEntity>(found[0, 2].Number, call, token))}"
            : Model.SoftDeleted && !found[0, 1].IsNull ? $"{taken} It is deleted; restore{Model.Plural} brings it back."
            : taken;
        await checks.NotUniqueAsync<TEntity>(path, new(found[0, 0].Number), taken, holds, token);
    }
}
