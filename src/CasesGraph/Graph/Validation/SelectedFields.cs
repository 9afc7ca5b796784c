using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace CasesGraph.Graph.Validation;

/// <summary>The fields of a document as its selections have them, fragments in their places.</summary>
internal sealed class SelectedFields
{
    private readonly ISchema schema;
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> fragments = [];
    private readonly Dictionary<GraphQLField, SelectedField> known = [];
    private readonly Queue<GraphQLFragmentDefinition> unspread;
    private readonly HashSet<ROM> everSpread = [];

    public SelectedFields(ISchema schema, GraphQLDocument document)
    {
        this.schema = schema;
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            fragments.TryAdd(fragment.FragmentName.Name.Value, fragment);
        unspread = new Queue<GraphQLFragmentDefinition>(fragments.Values);
        Operations =
        [
            .. document
                .Definitions.OfType<GraphQLOperationDefinition>()
                .Select(operation => (operation.SelectionSet, RootOf(operation))),
        ];
    }

    /// <summary>Their selections, with the types that they are on; null for one that is not known.</summary>
    public IReadOnlyList<(GraphQLSelectionSet Set, IGraphType? Parent)> Operations { get; }

    /// <summary>The selection of a fragment that nothing of what was merged has spread; null when there is none.</summary>
    public (GraphQLSelectionSet Set, IGraphType? Parent)? Unspread()
    {
        while (unspread.TryDequeue(out var fragment))
        {
            if (everSpread.Add(fragment.FragmentName.Name.Value))
                return (fragment.SelectionSet, TypeOf(fragment.TypeCondition));
        }
        return null;
    }

    /// <summary>All fields of some selections together, by their keys.</summary>
    public IEnumerable<IReadOnlyList<SelectedField>> Merge(
        IEnumerable<(GraphQLSelectionSet Set, IGraphType? Parent)> sets
    )
    {
        var groups = new Dictionary<ROM, List<SelectedField>>();
        var spread = new HashSet<ROM>();
        var rest = new Stack<(GraphQLSelectionSet Set, IGraphType? Parent)>(sets.Reverse());
        while (rest.TryPop(out var next))
        {
            foreach (var selection in next.Set.Selections)
            {
                if (selection is GraphQLField field)
                    Add(groups, Of(field, next.Parent));
                else if (selection is GraphQLInlineFragment part)
                    rest.Push((part.SelectionSet, part.TypeCondition is { } on ? TypeOf(on) : next.Parent));
                else if (
                    selection is GraphQLFragmentSpread { FragmentName.Name.Value: var name }
                    && spread.Add(name)
                    && fragments.TryGetValue(name, out var fragment)
                )
                {
                    everSpread.Add(name);
                    rest.Push((fragment.SelectionSet, TypeOf(fragment.TypeCondition)));
                }
            }
        }
        return groups.Values;
    }

    private static void Add(Dictionary<ROM, List<SelectedField>> groups, SelectedField field)
    {
        if (!groups.TryGetValue(field.Key, out var group))
            groups.Add(field.Key, group = []);
        group.Add(field);
    }

    /// <summary>A field stands in one selection, which is on one type.</summary>
    private SelectedField Of(GraphQLField field, IGraphType? parent)
    {
        if (!known.TryGetValue(field, out var selected))
            known.Add(field, selected = new SelectedField(field, parent, known.Count));
        return selected;
    }

    private IGraphType? TypeOf(GraphQLTypeCondition condition) =>
        schema.AllTypes[(string)condition.Type.Name.Value] is { } type ? type : null;

    private IGraphType? RootOf(GraphQLOperationDefinition operation) =>
        operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        };
}

internal sealed record SelectedField(GraphQLField Node, IGraphType? Parent, int Number)
{
    private readonly Lazy<string> arguments = new(() => Print(Node));

    public ROM Key { get; } = Node.Alias?.Name.Value ?? Node.Name.Value;

    /// <summary>Null when the field is not one of its parent's.</summary>
    public IGraphType? Type { get; } = (Parent as IComplexGraphType)?.GetField(Node.Name.Value)?.ResolvedType;

    /// <summary>Equal for types of which one can stand in the other's place: objects may differ, as what is selected tells.</summary>
    public string? Shape => field ??= Type is null ? null : ShapeOf(Type);

    /// <summary>Equal when, and only when, they say the same.</summary>
    public string Arguments => arguments.Value;

    public IEnumerable<(GraphQLSelectionSet Set, IGraphType? Parent)> Below =>
        Node.SelectionSet is { } set ? [(set, Type?.GetNamedType())] : [];

    private static string ShapeOf(IGraphType type) =>
        type switch
        {
            ListGraphType list => $"[{ShapeOf(list.ResolvedType!)}",
            NonNullGraphType required => $"!{ShapeOf(required.ResolvedType!)}",
            ScalarGraphType leaf => leaf.Name,
            _ => "{",
        };

    private static string Print(GraphQLField field) =>
        field.Arguments is null
            ? ""
            : string.Join(
                ", ",
                field
                    .Arguments.Items.Select(argument => $"{argument.Name.Value}: {Written(argument.Value)}")
                    .Order(StringComparer.Ordinal)
            );

    private static string Written(GraphQLValue? value) => value is null ? "" : new SDLPrinter().Print(value);
}
