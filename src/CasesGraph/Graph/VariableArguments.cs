using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>
/// No rule: goes along with the engine's first walk through a document, and notes the fields whose arguments need
/// variables.
/// </summary>
internal sealed class VariableArguments : ValidationRuleBase
{
    private readonly Dictionary<GraphQLField, QueryArguments> found = [];

    public IReadOnlyDictionary<GraphQLField, QueryArguments> Found => found;

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(
            new MatchingNodeVisitor<GraphQLField>(
                (field, at) =>
                {
                    var needed = field.Arguments?.Items.Exists(argument => Needs(argument.Value)) is true;
                    if (needed && at.TypeInfo.GetFieldDef()?.Arguments is { } definition)
                        found[field] = definition;
                }
            )
        );

    private static bool Needs(GraphQLValue? value) =>
        value switch
        {
            GraphQLVariable => true,
            GraphQLListValue list => list.Values?.Exists(Needs) is true,
            GraphQLObjectValue literal => literal.Fields?.Exists(field => Needs(field.Value)) is true,
            _ => false,
        };
}
