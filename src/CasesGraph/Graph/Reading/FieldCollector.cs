using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Collects what is selected of an object: fragments spread, @skip and @include applied, equal response keys merged, as
/// the specification's CollectFields.
/// </summary>
internal sealed class FieldCollector(GraphQLDocument document, ISchema schema, Varying varying)
{
    public IReadOnlyList<CollectedField> Collect(IGraphType type, MergedSelection selection) =>
        selection.Get(
            type,
            varying,
            () =>
            {
                var fields = new List<CollectedField>();
                foreach (var set in selection.Sets)
                    Collect(type, set, fields);
                return fields;
            }
        );

    private void Collect(IGraphType type, GraphQLSelectionSet set, List<CollectedField> fields)
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded((IHasDirectivesNode)selection))
                continue;
            switch (selection)
            {
                case GraphQLField field:
                    Add(field, fields);
                    break;
                case GraphQLInlineFragment fragment:
                    if (fragment.TypeCondition is null || Applies(fragment.TypeCondition, type))
                        Collect(type, fragment.SelectionSet, fields);
                    break;
                case GraphQLFragmentSpread spread:
                    var definition = Fragment(spread);
                    if (Applies(definition.TypeCondition, type))
                        Collect(type, definition.SelectionSet, fields);
                    break;
            }
        }
    }

    private static void Add(GraphQLField field, List<CollectedField> fields)
    {
        var key = (string)(field.Alias?.Name.Value ?? field.Name.Value);
        var known = fields.Find(f => string.Equals(f.Key, key, StringComparison.Ordinal));
        if (known is null)
            fields.Add(known = new CollectedField(key, field));
        if (field.SelectionSet is { } set)
            known.Selection.Sets.Add(set);
    }

    private GraphQLFragmentDefinition Fragment(GraphQLFragmentSpread spread) =>
        document
            .Definitions.OfType<GraphQLFragmentDefinition>()
            .First(definition => definition.FragmentName.Name.Value == spread.FragmentName.Name.Value);

    private bool Applies(GraphQLTypeCondition condition, IGraphType type) =>
        condition.Type.Name.Value == type.Name
        || (
            schema.AllTypes[condition.Type.Name.Value] is IAbstractGraphType several
            && type is IObjectGraphType one
            && several.PossibleTypes.Contains(one)
        );

    private bool IsIncluded(IHasDirectivesNode node)
    {
        foreach (var directive in node.Directives?.Items ?? [])
        {
            var skip = directive.Name.Value == "skip";
            if ((skip || directive.Name.Value == "include") && Condition(directive) == skip)
                return false;
        }
        return true;
    }

    private bool Condition(GraphQLDirective directive) =>
        directive.Arguments?.Items[0].Value switch
        {
            GraphQLBooleanValue literal => literal.BoolValue,
            GraphQLVariable variable => varying.IsTrue(variable),
            _ => false,
        };
}

/// <summary>A response key with the fields that it merges; their arguments are equal, validation saw to it.</summary>
internal sealed record CollectedField(string Key, GraphQLField Field)
{
    public MergedSelection Selection { get; } = new([]);

    public string Name { get; } = (string)Field.Name.Value;
}
