using CasesGraph.Operations;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// The input of a mutation as it was read: an operation gets it with keys in the place of what it names otherwise, which
/// are looked for in each run.
/// </summary>
/// <param name="reader">What has read the input, with no key for those.</param>
internal sealed class GivenInput<TInput>(TInput input, IReadOnlyDictionary<string, object?> given, InputReader reader)
    where TInput : class
{
    /// <summary>The place of the input among the arguments, where paths of mistakes begin.</summary>
    public static readonly IReadOnlyList<string> Place = ["input"];

    public TInput Input => input;

    /// <summary>Mistakes that were met in it.</summary>
    public ValidationIssues Issues => reader.Issues;

    public async Task<Outcome<TPayload>> RunAsync<TPayload>(
        IOperation<TInput, TPayload> operation,
        Call call,
        CancellationToken token
    )
        where TPayload : class
    {
        if (reader.Refs.Count == 0)
            return await operation.RunAsync(input, call, token);
        var found = await FoundRefs.FindAsync(reader.Refs, call.Db, token);
        found.Tell(reader.Refs, call);
        call.InItsPlace = InItsPlace;
        var named = (TInput)reader.Again(found).Read(typeof(TInput), given, Place);
        var outcome = await operation.RunAsync(named, call, token);
        return outcome.Value is null ? (UserError[])[.. outcome.Errors.Select(InItsPlace)] : outcome;
    }

    /// <summary>Operations know of ids alone; callers are told of what they have given.</summary>
    private UserError InItsPlace(UserError error) =>
        error switch
        {
            ValidationError mistakes => mistakes with
            {
                Issues =
                [
                    .. mistakes.Issues.Select(issue =>
                        Find(issue.Field) is { } one ? issue with { Field = one.Path } : issue
                    ),
                ],
            },
            RelatedObjectNotFoundError { Ref: null } missing when Find(missing.Field) is { } one =>
                new RelatedObjectNotFoundError(one.Path, missing.Id, one.Given),
            _ => error,
        };

    private GivenRef? Find(IReadOnlyList<string> path) =>
        reader.Refs.FirstOrDefault(one => one.IdPath.SequenceEqual(path, StringComparer.Ordinal));
}
