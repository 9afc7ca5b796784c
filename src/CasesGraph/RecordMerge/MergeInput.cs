using System.ComponentModel;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

[Named("Merge{Entities}Input")]
[Description("Several {entities} that are the same, to be made one.")]
public sealed record MergeInput<TEntity>(
    [property: Description("The id of the {entity} that goes on.")] Ref<TEntity> PrimaryId,
    [property: Description("Ids of the 1 to 20 {entities} to merge into it.")] IReadOnlyList<Ref<TEntity>> DuplicateIds,
    [property: Description(
        "Fields to take from one of the duplicates; all others stay as the {entity} that goes on has them."
    )]
        IReadOnlyList<MergeChoice<TEntity>>? Choices,
    [property: Description("Versions that the caller knows; the call is refused when one of them has another.")]
        IReadOnlyList<KnownVersion<TEntity>>? ExpectedVersions,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without merging anything: a preview.")] bool DryRun = false,
    [property: Description(
        "True to bring together what contacts of different accounts see; a dry run needs it not. Accounts of which one alone has cases need it not either. Look at audience first."
    )]
        bool AcrossAccounts = false
)
    where TEntity : class;

[Named("{Entity}MergeChoiceInput")]
[Description("The {entity} that a field's value is taken from.")]
public sealed record MergeChoice<TEntity>(
    [property: Description("A field that update{Entity} can set, as in the schema, such as externalReference.")]
        string Field,
    [property: Named("From{Entity}Id")]
    [property: Description("The {entity} whose value to take: one of the duplicates, or the one that goes on.")]
        Ref<TEntity> FromId
)
    where TEntity : class;

[Named("{Entity}VersionInput")]
[Description("The version of {an entity} that the caller knows.")]
public sealed record KnownVersion<TEntity>(
    [property: Description("The id of the {entity}.")] Ref<TEntity> Id,
    [property: Description("The version that it must have.")] int Version
)
    where TEntity : class;
