using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The sort input of an entity: its sortable columns, and those of what it refers to.</summary>
internal static class SortTypes
{
    public static void Ensure(TypeRegistry types, EntityModel entity)
    {
        types.Ensure(typeof(SortDirection));
        types.Ensure(entity.Name + "SortInput", () => Make(types, entity));
    }

    private static InputObjectGraphType Make(TypeRegistry types, EntityModel entity)
    {
        var made = new InputObjectGraphType
        {
            Name = entity.Name + "SortInput",
            Description =
                $"A sort key of {ConnectionTypes.Words(entity.Plural)}; give one field an object, further keys as further objects.",
        };
        foreach (var field in entity.Fields)
        {
            switch (field)
            {
                case ScalarField { Declared: { Sortable: true, LongText: false } }:
                    made.AddField(TypeText.Field(field.Name, "SortEnumType", field.Description));
                    break;
                case ReferenceField { Declared.Sortable: true } reference:
                    Ensure(types, EntityModel.Of(reference.Target));
                    made.AddField(TypeText.Field(field.Name, reference.Target.Name + "SortInput", field.Description));
                    break;
                case UnionField union:
                    types.Ensure(union.TypeName + "SortInput", () => Union(types, union));
                    made.AddField(TypeText.Field(field.Name, union.TypeName + "SortInput", field.Description));
                    break;
            }
        }
        return made;
    }

    private static InputObjectGraphType Union(TypeRegistry types, UnionField union)
    {
        var made = new InputObjectGraphType
        {
            Name = union.TypeName + "SortInput",
            Description = "A sort key of whoever it was.",
        };
        foreach (var member in union.Members)
        {
            var target = EntityModel.Of(member.Target);
            Ensure(types, target);
            var words = ConnectionTypes.Words(target.Name);
            made.AddField(
                TypeText.Field(Naming.Camel(target.Name), target.Name + "SortInput", $"By the {words} that it was.")
            );
        }
        return made;
    }
}
