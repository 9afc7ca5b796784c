using System.Collections.Concurrent;

namespace CasesGraph.Model;

/// <summary>A column that a file of records can have, by the grammar of <see cref="ImportNames"/>.</summary>
/// <param name="Path">From a record to the value, as a query asks for it.</param>
/// <param name="Scalar">Of its values; null for ids, and for whoever it was.</param>
public sealed record ExportedField(string Name, string Label, IReadOnlyList<string> Path, Scalar? Scalar)
{
    private static readonly ConcurrentDictionary<EntityModel, IReadOnlyList<ExportedField>> Known = new();

    /// <summary>Whether a file has it where no fields are asked for.</summary>
    public bool IsUsual { get; init; } = true;

    /// <summary>Of one of several entities: for each its name and the name of the field; empty for all others.</summary>
    public IReadOnlyList<(string Type, string Field)> Forms { get; init; } = [];

    /// <summary>Of a list that is a part of the record: what is asked of each item. The cell is JSON. Empty for all others.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>
    /// Whether it is only for people: the id of the same object stands beside it, and says exactly which one it is.
    /// </summary>
    public bool IsForPeople { get; init; }

    public static IReadOnlyList<ExportedField> Of(EntityModel entity) =>
        Known.GetOrAdd(entity, static of => [.. Make(of)]);

    private static IEnumerable<ExportedField> Make(EntityModel entity)
    {
        if (!entity.HasNumber)
            yield return new("id", "Id", ["id"], Scalar: null);
        foreach (var field in entity.Fields)
        {
            switch (field)
            {
                case ScalarField scalar:
                    yield return new(scalar.Name, scalar.Label, [scalar.Name], scalar.Scalar);
                    break;
                case ReferenceField { Declared.GivenBy: { } by } reference:
                    yield return new(reference.Name, reference.Label, [reference.Name, Naming.Camel(by)], Scalar.Text);
                    break;
                case ReferenceField reference:
                    foreach (var part in Parts(reference))
                        yield return part;
                    break;
                case ItemsField items when EntityModel.Of(items.Child) is { Declared.Node: false } child:
                    yield return new(items.Name, ImportNames.LabelOf(items.Name), [items.Name], Scalar: null)
                    {
                        Items = [.. child.Fields.Where(IsPlain).Select(part => part.Name)],
                    };
                    break;
                case UnionField union:
                    yield return new(union.Name, ImportNames.LabelOf(union.Name), [union.Name], Scalar: null)
                    {
                        Forms = [.. union.Members.Select(FormOf)],
                    };
                    break;
            }
        }
    }

    private static bool IsPlain(FieldModel field) => field is ScalarField or DerivedField { Record: null };

    /// <summary>By its number or its id it is found for certain; a name is for people, and the rest for who asks for it.</summary>
    private static IEnumerable<ExportedField> Parts(ReferenceField reference)
    {
        var target = EntityModel.Of(reference.Target);
        var sure = target.HasNumber ? Naming.Camel(EntityModel.NumberKey) : "id";
        var text = target.HasNumber || target.Declared.Text is null ? null : Naming.Camel(target.Declared.Text);
        IEnumerable<string?> names = [sure, text, .. ImportNames.Parts(target)];
        foreach (var name in names.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var path = $"{reference.Name}.{name}";
            yield return new(
                path,
                ImportNames.LabelOf(path),
                [reference.Name, name],
                (target.Find(name) as ScalarField)?.Scalar
            )
            {
                IsUsual = name.Equals(sure, StringComparison.Ordinal) || name.Equals(text, StringComparison.Ordinal),
                IsForPeople = name.Equals(text, StringComparison.Ordinal),
            };
        }
    }

    private static (string Type, string Field) FormOf(UnionMember member)
    {
        var entity = EntityModel.Of(member.Target);
        return (entity.Name, entity.Declared.Text is { } text ? Naming.Camel(text) : "id");
    }
}
