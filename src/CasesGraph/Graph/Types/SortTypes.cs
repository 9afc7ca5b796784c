using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The sort input of an entity: its sortable columns, and those of what it refers to.</summary>
internal static class SortTypes
{
    private const string Suffix = "SortInput";

    public static string NameOf(string type) => type + Suffix;

    /// <summary>Whether a type of the schema is one, which nothing else is called like.</summary>
    public static bool Is(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    public static void Ensure(TypeRegistry types, EntityModel entity)
    {
        types.Ensure(typeof(SortDirection));
        types.Ensure(NameOf(entity.Name), () => Make(types, entity));
    }

    public static InputObjectGraphType Make(TypeRegistry types, EntityModel entity)
    {
        var made = new InputObjectGraphType
        {
            Name = NameOf(entity.Name),
            Description =
                $"A sort key of {ConnectionTypes.Words(entity.Plural)}; give one field an object, further keys as further objects.",
        };
        var only = entity.Declared.ReadBy is { } property ? Naming.Camel(property) : null;
        foreach (
            var field in entity.Fields.Where(field =>
                only is null || string.Equals(field.Name, only, StringComparison.Ordinal)
            )
        )
        {
            switch (field)
            {
                case ScalarField { Declared: { Sortable: true, LongText: false } }:
                    made.AddField(field.Name, "SortEnumType", field.Description);
                    break;
                case ReferenceField { Declared.Sortable: true } reference:
                    Ensure(types, EntityModel.Of(reference.Target));
                    made.AddField(field.Name, NameOf(reference.Target.Name), field.Description);
                    break;
                case UnionField union:
                    types.Ensure(NameOf(union.TypeName), () => Union(types, union));
                    made.AddField(field.Name, NameOf(union.TypeName), field.Description);
                    break;
            }
        }
        return made;
    }

    private static InputObjectGraphType Union(TypeRegistry types, UnionField union)
    {
        var made = new InputObjectGraphType
        {
            Name = NameOf(union.TypeName),
            Description = "A sort key of whoever it was.",
        };
        foreach (var member in union.Members)
        {
            var target = EntityModel.Of(member.Target);
            Ensure(types, target);
            var words = ConnectionTypes.Words(target.Name);
            made.AddField(Naming.Camel(target.Name), NameOf(target.Name), $"By the {words} that it was.");
        }
        return made;
    }
}
