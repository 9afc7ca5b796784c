using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Operations;

/// <summary>The id in another system belongs to one object of its kind, deleted ones included: they may come back.</summary>
internal static class ExternalReferences
{
    public const string Property = "ExternalReference";
    public static readonly string Field = Naming.Camel(Property);

    /// <summary>Looks for the object that has a reference; no row where there is none.</summary>
    /// <param name="holder">The statement that does it (<see cref="Lookup"/>).</param>
    public static async Task<RowSet?> HolderAsync(
        Statement holder,
        string reference,
        Call call,
        CancellationToken token
    )
    {
        // No object has what cannot be stored, and not each database can be asked for it.
        if (TextRules.Check(reference, maxLength: null, longText: false) is not null)
            return null;
        var given = new ListValues(list: 0);
        given.Add(reference, typeof(string));
        var request = new RequestValues();
        request.Add(ListArguments.Bare(given));
        var found = await call.Db.Statements.ReadAsync(holder, new StatementInput(request, [], Limit: 0), token);
        return found.Count > 0 ? found : null;
    }
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
        (Model.SoftDeleted ? nameof(ISoftDeleted.DeletedAt) : Model.Key.Name, StoredAs.Number)
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
            || await ExternalReferences.HolderAsync(Holder, reference, call, token) is not { } found
            || found[0, 0].Number == current
        )
            return;
        var taken = $"Another {Model.Noun} has this external reference already.";
        var holds =
            Model.SoftDeleted && !found[0, 1].IsNull
                ? $"{taken} It is deleted; restore{Model.Plural} brings it back."
                : taken;
        await checks.NotUniqueAsync<TEntity>(path, new(found[0, 0].Number), taken, holds, token);
    }
}
