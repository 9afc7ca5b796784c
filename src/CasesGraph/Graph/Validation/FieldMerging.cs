using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Validation;

/// <summary>
/// Looks for fields that cannot be merged, one document's. Fields with one key form groups, which are compared in two
/// ways: all of a group by their shape, those that one object may answer also by name and arguments. What is selected
/// below a group is merged and grouped again. A group that was met before, as happens where fragments are used often, is
/// not looked at again.
/// </summary>
internal sealed class FieldMerging(ValidationContext context, int most)
{
    private readonly SelectedFields selected = new(context.Schema, context.Document);
    private readonly Queue<(IReadOnlyList<SelectedField> Group, bool MayBeOneObject)> groups = new();
    private readonly HashSet<(string Group, bool MayBeOneObject)> met = [];
    private int fields;

    public void Run()
    {
        foreach (var root in selected.Operations)
            Run(root);
        // What an operation spreads was looked at with it.
        while (selected.Unspread() is { } root)
            Run(root);
    }

    private void Run((GraphQLSelectionSet Set, IGraphType? Parent) root)
    {
        Add([root], mayBeOneObject: false);
        Add([root], mayBeOneObject: true);
        while (groups.TryDequeue(out var next))
        {
            var (group, mayBeOneObject) = next;
            if (mayBeOneObject ? Differing(group) : Unshapely(group))
                continue;
            Add([.. group.SelectMany(field => field.Below)], mayBeOneObject);
        }
    }

    private void Add(IReadOnlyCollection<(GraphQLSelectionSet Set, IGraphType? Parent)> sets, bool mayBeOneObject)
    {
        if (sets.Count == 0)
            return;
        foreach (var group in selected.Merge(sets))
        {
            fields += group.Count;
            if (fields > most)
            {
                throw new RequestErrorException(
                    GraphErrorCode.LimitExceeded,
                    $"The request has too many fields under the same keys: at most {most} are compared."
                );
            }
            foreach (var part in mayBeOneObject ? ByObject(group) : [group])
                Add(part, mayBeOneObject);
        }
    }

    private void Add(IReadOnlyList<SelectedField> group, bool mayBeOneObject)
    {
        if (group is [{ Node.SelectionSet: null }])
            return;
        if (met.Add((string.Join(' ', group.Select(field => field.Number).Order()), mayBeOneObject)))
            groups.Enqueue((group, mayBeOneObject));
    }

    /// <summary>No object is of two types; fields of interfaces may be any object's.</summary>
    private static IEnumerable<IReadOnlyList<SelectedField>> ByObject(IReadOnlyList<SelectedField> group)
    {
        var owned = group.ToLookup(field => field.Parent as IObjectGraphType);
        var open = owned[null].ToList();
        var types = owned.Where(of => of.Key is not null).ToList();
        return types.Count == 0 ? [open] : types.Select(own => (IReadOnlyList<SelectedField>)[.. own, .. open]);
    }

    /// <summary>Tells of the first field that is not the same as the group's first one.</summary>
    private bool Differing(IReadOnlyList<SelectedField> group)
    {
        var first = group[0];
        for (var at = 1; at < group.Count; at++)
        {
            var other = group[at];
            if (first.Node.Name.Value != other.Node.Name.Value)
                return Tell(
                    first,
                    other,
                    $"'{first.Node.Name.Value}' and '{other.Node.Name.Value}' are different fields"
                );
            if (!string.Equals(first.Arguments, other.Arguments, StringComparison.Ordinal))
                return Tell(first, other, "they have different arguments");
        }
        return false;
    }

    /// <summary>The same of shapes; a field that is not known has none.</summary>
    private bool Unshapely(IReadOnlyList<SelectedField> group)
    {
        SelectedField? first = null;
        foreach (var other in group)
        {
            if (other.Shape is null)
                continue;
            first ??= other;
            if (!string.Equals(first.Shape, other.Shape, StringComparison.Ordinal))
                return Tell(first, other, $"they are of the types '{first.Type}' and '{other.Type}'");
        }
        return false;
    }

    private bool Tell(SelectedField one, SelectedField other, string reason)
    {
        context.ReportError(
            new ValidationError(
                context.Document.Source,
                "5.3.2",
                $"Fields with the key '{one.Key}' cannot be merged, as {reason}. Give one of them an alias.",
                one.Node,
                other.Node
            )
        );
        return true;
    }
}
