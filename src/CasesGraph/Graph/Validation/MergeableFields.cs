using CasesGraph.Serving;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Validation;

/// <summary>
/// Fields that one object answers under one key must be the same field with the same arguments, and those of different
/// objects must have the same shape (GraphQL, 5.3.2). The engine's rule compares each field with each other, which takes
/// time by the square of a document's length; this one compares with the first of a group, as all of what is compared is
/// equality.
/// </summary>
/// <param name="most">
/// Fields that are grouped, for documents that are made to have very many groups. Others have each of their fields in few.
/// </param>
internal sealed class MergeableFields(int most) : ValidationRuleBase
{
    /// <summary>The rules of a document: the engine's, but for those that ours stand for.</summary>
    public static IReadOnlyList<IValidationRule> Rules(Limits limits) =>
        [
            .. DocumentValidator.CoreRules.Where(rule =>
                rule is not (OverlappingFieldsCanBeMerged or ArgumentsOfCorrectType)
            ),
            new FittingValues(),
            new MergeableFields(most: 10 * limits.DocumentTokens),
        ];

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(new MatchingNodeVisitor<GraphQLDocument>((_, at) => new FieldMerging(at, most).Run()));
}
