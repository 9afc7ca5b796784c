using CasesGraph.Model;

namespace CasesGraph.Exports.Parts;

/// <summary>
/// A list below the rows of a file, and what is asked of each of its objects: all that it has where the list is of what
/// belongs to the row alone, and by what it is found and known where the row is only linked to it.
/// </summary>
internal sealed class ExportedPart
{
    private readonly ConnectionField list;

    public ExportedPart(EntityModel owner, ExportPart part)
    {
        var name = Naming.Camel($"{part}");
        list = (ConnectionField)owner.Find(name)!;
        var child = EntityModel.Of(list.Child);
        var fields = list.Node is null ? Own(child, owner.Type).ToList() : [];
        Times = fields
            .Where(field => field.Scalar == Scalar.Instant && field.Path.Count == 1)
            .Select(field => field.Name)
            .ToHashSet(StringComparer.Ordinal);
        Items = list.Node is null ? $"nodes {{ {Selected(child, fields)} }}" : $"edges {{ {OfLinks()} }}";
    }

    public string Name => list.Name;
    public string Label => ImportNames.LabelOf(list.Name);

    /// <summary>What a query asks of the list.</summary>
    public string Items { get; }

    /// <summary>Names of its objects' times.</summary>
    public IReadOnlySet<string> Times { get; }

    /// <summary>Without what leads back to the row.</summary>
    private static IEnumerable<ExportedField> Own(EntityModel child, Type owner) =>
        ExportedField
            .Of(child)
            .Where(field =>
                field.IsUsual
                && !(child.Find(field.Path[0]) is ReferenceField { Target: var target } && target == owner)
            );

    private static string Selected(EntityModel child, IEnumerable<ExportedField> fields) =>
        string.Join(
            ' ',
            fields
                .GroupBy(field => field.Path[0], StringComparer.Ordinal)
                .Select(of =>
                    child.Find(of.Key) is UnionField union
                        ? $"{of.Key} {{ {string.Join(' ', union.Members.Select(Form))} }}"
                    : of.First() is { Items: { Count: > 0 } items } ? $"{of.Key} {{ {string.Join(' ', items)} }}"
                    : of.First().Path.Count == 1 ? of.Key
                    : $"{of.Key} {{ {string.Join(' ', of.Select(field => field.Path[1]))} }}"
                )
        );

    /// <summary>Of whoever it was an import knows by the id who is meant.</summary>
    private static string Form(UnionMember member)
    {
        var entity = EntityModel.Of(member.Target);
        return $"... on {entity.Name} {{ {string.Join(' ', Known(entity))} }}";
    }

    private string OfLinks() =>
        $"{string.Join(' ', list.EdgeFields.Select(field => field.Name))} node {{ {string.Join(' ', Known(EntityModel.Of(list.NodeType)))} }}";

    private static IEnumerable<string> Known(EntityModel entity)
    {
        IEnumerable<string> names =
        [
            .. ImportNames.Parts(entity).Reverse(),
            .. entity.Declared.Text is { } text ? [Naming.Camel(text)] : Array.Empty<string>(),
        ];
        return names.Distinct(StringComparer.Ordinal);
    }
}
