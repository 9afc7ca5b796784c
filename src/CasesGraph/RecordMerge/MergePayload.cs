using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

[Named("Merge{Entities}Payload")]
[Description("The {entity} that goes on and what it took over, or why nothing was merged.")]
[Errors(
    typeof(NotFoundError<>),
    typeof(DeletedError<>),
    typeof(MergedError<>),
    typeof(ValidationError),
    typeof(VersionConflictError<>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record MergePayload<TEntity>(
    [property: Named("{Entity}")]
    [property: Description("The {entity} that goes on: after the merge, or as it is in a dry run.")]
        Ref<TEntity>? Entity,
    [property: Description("Every differing field with the value of each before the merge, and whose is taken.")]
        IReadOnlyList<MergedField<TEntity>>? Fields,
    [property: Description("What refers to the one that goes on from now on, deleted objects and merged cases too.")]
        IReadOnlyList<MovedReferences>? Moved,
    [property: Description(
        "Contacts who come to belong to messages of cases of others, as far as they see cases at all, those with most first; at most 100."
    )]
        IReadOnlyList<MergeAudience>? Audience,
    [property: Description("How many such contacts there are.")] int? AudienceCount,
    [property: Description("The change set of this call, which revertChangeSet undoes; null in a dry run.")]
        Ref<ChangeSet>? ChangeSet,
    [property: Description("The job that changes the cases when there are more than 1,000.")] Ref<Job>? Job
)
    where TEntity : class;

[Named("{Entity}MergeField")]
[Description("A field in which the {entities} of a merge differ.")]
public sealed record MergedField<TEntity>(
    [property: Description("The field as in the schema.")] string Field,
    [property: Description("The field's label, for people.")] string Label,
    [property: Description("The value of each, that of the one that goes on first.")]
        IReadOnlyList<MergedValue<TEntity>> Values,
    [property: Description("The id of the {entity} whose value is taken."), AsId] Ref<TEntity> TakenFrom
)
    where TEntity : class;

[Named("{Entity}MergeFieldValue")]
[Description("The value that one of the {entities} has.")]
public sealed record MergedValue<TEntity>(
    [property: Named("{Entity}"), Description("The {entity} whose value it is.")] Ref<TEntity> Entity,
    [property: Description("Its value as the change log writes it: id, or the text itself; null for none.")]
        object? Value,
    [property: Description("Its value as people read it: a name, or the text itself.")] string? Text
)
    where TEntity : class;

[Description("References of one kind that go over to the object that goes on after a merge.")]
public sealed record MovedReferences(
    [property: Description("What kind of record refers.")] RecordType RecordType,
    [property: Description(
        "The field by which it refers, as in the schema, such as account; contacts stands for links, updates for messages."
    )]
        string Field,
    [property: Description("How many such references there are.")] int Count
);
