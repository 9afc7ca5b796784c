using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Validation;

/// <summary>
/// Values in the document must fit their arguments (GraphQL, 5.6). Whether one does is the engine's to say; what is wrong
/// with it, where, and what may have been meant is told here, each mistake by itself.
/// </summary>
internal sealed class FittingValues : ValidationRuleBase
{
    /// <summary>Of one document; more are not told anyway.</summary>
    private const int MostMistakes = EngineErrors.MostErrors;

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var told = 0;
        return new(
            new MatchingNodeVisitor<GraphQLArgument>(
                (argument, at) =>
                {
                    if (told >= MostMistakes || at.TypeInfo.GetArgument() is not { ResolvedType: { } type } definition)
                        return;
                    if (at.IsValidLiteralValue(type, argument.Value) is not { } refused)
                        return;
                    var found = new List<(ASTNode Place, string Message)>();
                    Find(type, argument.Value, definition.Name, found);
                    if (found.Count == 0)
                        found.Add((argument.Value, $"Argument '{definition.Name}' has an invalid value. {refused}"));
                    foreach (var (place, message) in found.Take(MostMistakes - told))
                        at.ReportError(new ValidationError(at.Document.Source, "5.6.1", message, place));
                    told += found.Count;
                }
            )
        );
    }

    private static void Find(IGraphType type, GraphQLValue value, string path, List<(ASTNode, string)> found)
    {
        if (found.Count >= MostMistakes || value is GraphQLVariable)
            return;
        switch (type)
        {
            case NonNullGraphType { ResolvedType: { } inner } when value is GraphQLNullValue:
                found.Add((value, $"'{path}' must not be null; it takes {inner}."));
                break;
            case NonNullGraphType { ResolvedType: { } inner }:
                Find(inner, value, path, found);
                break;
            case var _ when value is GraphQLNullValue:
                break;
            case ListGraphType { ResolvedType: { } item } when value is GraphQLListValue list:
                foreach (var (index, one) in (list.Values ?? []).Index())
                    Find(item, one, $"{path}[{index}]", found);
                break;
            case ListGraphType { ResolvedType: { } item }:
                Find(item, value, path, found);
                break;
            case IInputObjectGraphType expected when value is GraphQLObjectValue written:
                FindIn(expected, written, path, found);
                break;
            case IInputObjectGraphType expected:
                found.Add(
                    (value, $"'{path}' takes an object, {expected.Name}. {InputWords.Object(expected, Text(value))}")
                );
                break;
            case EnumerationGraphType values when !values.CanParseLiteral(value):
                found.Add((value, $"'{path}' has no value {Text(value)}. {InputWords.Values(values, Text(value))}"));
                break;
            case ScalarGraphType scalar when scalar is not EnumerationGraphType && !scalar.CanParseLiteral(value):
                found.Add((value, $"'{path}' takes '{scalar.Name}', not {Text(value)}."));
                break;
        }
    }

    private static void FindIn(
        IInputObjectGraphType expected,
        GraphQLObjectValue written,
        string path,
        List<(ASTNode, string)> found
    )
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in written.Fields ?? [])
        {
            var name = (string)one.Name.Value;
            given.Add(name);
            if (expected.Fields.Find(name) is { ResolvedType: { } type })
                Find(type, one.Value, $"{path}.{name}", found);
            else
                found.Add(
                    (one, $"'{path}' has no field '{InputWords.Short(name)}'. {InputWords.Fields(expected, name)}")
                );
        }
        foreach (var field in expected.Fields)
        {
            if (field is { ResolvedType: NonNullGraphType, DefaultValue: null } && !given.Contains(field.Name))
                found.Add((written, $"'{path}' must have the field '{field.Name}' of type '{field.ResolvedType}'."));
        }
    }

    private static string Text(GraphQLValue value) =>
        value switch
        {
            GraphQLObjectValue => "an object",
            GraphQLListValue => "a list",
            GraphQLStringValue text => $"\"{InputWords.Short((string)text.Value)}\"",
            IHasValueNode leaf => InputWords.Short((string)leaf.Value),
            GraphQLEnumValue name => InputWords.Short((string)name.Name.Value),
            _ => "this",
        };
}
