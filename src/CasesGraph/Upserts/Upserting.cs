using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Upserts;

/// <summary>
/// Chooses between creating and changing, in the transaction that does it. Of two at once with one key the second is
/// repeated, and finds what the first has created: by the index of the key, or, where that has none, because it had the
/// table for itself.
/// </summary>
internal sealed class Upserting<TEntity>(Match<TEntity> match, OnMissing onMissing, Call call)
    where TEntity : class
{
    private const string Create = "create";
    private const string Update = "update";

    private readonly InputChecks checks = new(call);

    /// <summary>Runs one of the two.</summary>
    /// <param name="given">What the input says of a new one.</param>
    /// <param name="create">As the mutation that creates one.</param>
    /// <param name="update">As the mutation that changes one.</param>
    public async Task<Outcome<TPayload>> RunAsync<TPayload>(
        EntityValues<TEntity>? given,
        Func<EntityValues<TEntity>, Task<Outcome<TPayload>>> create,
        Func<Ref<TEntity>, Task<Outcome<TPayload>>> update,
        CancellationToken token
    )
        where TPayload : class
    {
        // A malformed id has been noted when it was read.
        if (match.Ref is not { } one)
            return checks.Errors;
        var keys = await FindAsync(one, token);
        var values = NewValues(given ?? None(), one);
        if (keys.Count > 1)
            call.Issues.Add(FoundRefs.Ambiguous(one, keys));
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        if (one is { By: null, Key: 0 })
            return new RelatedObjectNotFoundError(one.Path, Id: null, one.Given);
        if (keys is [var key])
            return Told(await update(new Ref<TEntity>(key)), Update, one);
        if (onMissing is OnMissing.Reject)
            return new RelatedObjectNotFoundError(one.Path, Id: null, one.Given);
        if (one.By is { IsUnique: false })
            call.Db.KeepOthersOff(typeof(TEntity).Name);
        return Told(await create(values), given?[Field(one)] is string ? Create : null, one);
    }

    /// <summary>Those who have the key; of several that are all deleted the newest stands for all.</summary>
    private async Task<IReadOnlyList<long>> FindAsync(GivenRef one, CancellationToken token)
    {
        var keys = (await FoundRefs.FindAsync([one], call.Db, token)).KeysOf(one);
        return
            keys is [_, .., var newest]
            && await call.Db.FindAsync(typeof(TEntity), [newest], token) is ISoftDeleted { DeletedAt: not null }
            ? [newest]
            : keys;
    }

    /// <summary>No values at all.</summary>
    public static EntityValues<TEntity> None() => new(new Dictionary<ValueField, object?>());

    private static string Field(GivenRef one) => one.By?.Field.Property.Name ?? "";

    /// <summary>With the value that it will be recognised by.</summary>
    private EntityValues<TEntity> NewValues(EntityValues<TEntity> given, GivenRef one)
    {
        if (one.By is not { } by)
            return given;
        if (TextRules.IsBlank(one.Text!))
            checks.Add([.. one.Path, by.Name], ValidationCode.Required, $"{by.Field.Label} cannot be empty.");
        if (given[Field(one)] is string other)
        {
            // What is blank is a mistake by itself.
            if (!TextRules.IsBlank(other) && !TextRules.IsBlank(one.Text!) && !IsSame(by, other, one.Text!))
                checks.Add(
                    InputChecks.Path(Create, by.Field.InputName),
                    ValidationCode.Conflict,
                    $"{by.Field.Label} is another than the one in match."
                );
            return given;
        }
        return new EntityValues<TEntity>(
            new Dictionary<ValueField, object?>(given.Given, ReferenceEqualityComparer.Instance)
            {
                [by.Field] = one.Text,
            }
        );
    }

    private static bool IsSame(Handle by, string one, string other) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || (
            by.IsFolded
            && TextRules.IsStorable(one)
            && TextRules.IsStorable(other)
            && string.Equals(CaseFolding.Key(one), CaseFolding.Key(other), StringComparison.Ordinal)
        );

    /// <summary>The mutations know of their own inputs alone; callers are told of what they have given.</summary>
    /// <param name="part">Null where the input has the value in match.</param>
    private static Outcome<TPayload> Told<TPayload>(Outcome<TPayload> outcome, string? part, GivenRef one)
        where TPayload : class
    {
        return outcome.Value is not null ? outcome : (UserError[])[.. outcome.Errors.Select(InItsPlace)];

        UserError InItsPlace(UserError error) =>
            error switch
            {
                ValidationError mistakes => mistakes with
                {
                    Issues = [.. mistakes.Issues.Select(issue => issue with { Field = At(issue.Field) })],
                },
                RelatedObjectNotFoundError missing => missing with { Field = At(missing.Field) },
                _ => error,
            };

        IReadOnlyList<string> At(IReadOnlyList<string> field) =>
            field.Count < 2 || field[1] is Create or Update or "reason" ? field
            : part is null && string.Equals(field[1], one.By?.Field.InputName, StringComparison.Ordinal)
                ? [.. one.Path, one.By!.Name]
            : [field[0], part ?? Create, .. field.Skip(1)];
    }
}
