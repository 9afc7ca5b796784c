using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Named("{Entity}NotFoundError")]
[Description("There is no such {entity}; nothing was written.")]
public sealed record NotFoundError<TEntity>(
    [property: Description("The id that names no {entity}."), AsId] Ref<TEntity> Id
) : UserError($"There is no {EntityModel.Of<TEntity>().Noun} with this id.")
    where TEntity : class;

[Named("{Entity}DeletedError")]
[Description("The {entity} is deleted and takes no writes until it is restored; nothing was written.")]
public sealed record DeletedError<TEntity>(
    [property: Named("{Entity}"), Description("The deleted {entity} as it is.")] Ref<TEntity> Entity
) : UserError($"The {EntityModel.Of<TEntity>().Noun} is deleted. Restore it first.")
    where TEntity : class;

[Named("{Entity}MergedError")]
[Description("The {entity} was merged into another and takes no writes any more; nothing was written.")]
public sealed record MergedError<TEntity>(
    [property: Description("The {entity} that goes on in its place; null for a caller who may not see it.")]
        Ref<TEntity>? Survivor
) : UserError(MergedRows.Told(Survivor))
    where TEntity : class;

[Named("{Entity}VersionConflictError")]
[Description("Somebody else has written to the {entity} since the caller read it; nothing was written.")]
public sealed record VersionConflictError<TEntity>(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The {entity} as it is now.")] Ref<TEntity> Current
) : UserError($"The {EntityModel.Of<TEntity>().Noun} has changed since version {ExpectedVersion}.")
    where TEntity : class;
