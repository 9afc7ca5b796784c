using System.ComponentModel;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Upserts;

[Description("What becomes of an upsert that finds nothing.")]
public enum OnMissing
{
    [Description("It is created, with the key that it was looked for by. An id or a number is no such key.")]
    Create,

    [Description("Nothing is written, and the answer is an error that says so.")]
    Reject,
}

[Description("What an upsert did.")]
public enum UpsertOutcome
{
    [Description("There was none; it was created.")]
    Created,

    [Description("It was there and has been changed.")]
    Updated,

    [Description("It was there and has these values; nothing was written.")]
    Unchanged,
}

[Named("New{Entity}Input")]
[Description("A new {entity}: as create{Entity} takes it, but for the reason.")]
public sealed record NewInput<TEntity>([property: FieldsOf(EditableIn.Create)] EntityValues<TEntity> Values)
    where TEntity : class;

[Named("Changed{Entity}Input")]
[Description("New values for {an entity} that is there: what is absent stays, null clears.")]
public sealed record ChangedInput<TEntity>(
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<TEntity> Values
)
    where TEntity : class;

[Named("Upsert{Entity}Input")]
[Description("What {an entity} is to have: it is changed where it is there, and created where it is not.")]
public sealed record UpsertInput<TEntity>(
    [property: Description(UpsertInputs.Match)] Match<TEntity> Match,
    [property: Description(UpsertInputs.Create)] NewInput<TEntity>? Create,
    [property: Description(UpsertInputs.Update)] ChangedInput<TEntity>? Update,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description(UpsertInputs.OnMissing)] OnMissing OnMissing = OnMissing.Create
)
    where TEntity : class;

[Named("Upsert{Entity}Payload")]
[Description("The {entity} as it is by now and what was done, or why nothing was.")]
[Errors(
    typeof(NotFoundError<>),
    typeof(DeletedError<>),
    typeof(MergedError<>),
    typeof(ValidationError),
    typeof(VersionConflictError<>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError),
    NamesOthers = true
)]
public sealed record UpsertPayload<TEntity>(
    [property: Named("{Entity}"), Description("The {entity} that was created, changed or found.")] Ref<TEntity>? Entity,
    [property: Description("What was done.")] UpsertOutcome? Outcome,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<IChangeSet>? ChangeSet
)
    where TEntity : class;

/// <summary>What the inputs of all upserts say of their fields.</summary>
internal static class UpsertInputs
{
    public const string Match =
        "What it is recognised by. One that is created has this value too; an id or a number creates nothing.";

    public const string Create =
        "Its values where there is none; not given: what match says is all. The value that match has need not be given again, unless it is required, and cannot be another.";

    public const string Update =
        "Its new values where there is one; what is absent stays, null clears. Not given: nothing is changed.";

    public const string OnMissing = "What to do where there is none.";
}
