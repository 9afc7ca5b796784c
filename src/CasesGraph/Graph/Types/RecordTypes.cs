using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>Object types made from records.</summary>
internal static class RecordTypes
{
    public static void EnsureRecord(this TypeRegistry types, Type type) =>
        types.Ensure(type.Name, () => Make(types, RecordModel.Of(type)));

    private static ObjectGraphType Make(TypeRegistry types, RecordModel record)
    {
        var made = new ObjectGraphType { Name = record.Name, Description = record.Description };
        if (record.IsError)
            made.AddResolvedInterface(new GraphQLTypeReference("Error"));
        foreach (var member in record.Members)
            made.AddField(TypeText.Field(member.Name, TypeOf(types, member), member.Description));
        if (record.ErrorTypes.Count > 0)
        {
            types.Ensure(record.ErrorUnion, () => Union(types, record));
            made.AddField(
                TypeText.Field(
                    "errors",
                    $"[{record.ErrorUnion}!]",
                    "Mistakes of the caller, all at once; null when there are none."
                )
            );
        }
        return made;
    }

    private static string TypeOf(TypeRegistry types, RecordMember member)
    {
        var name = ItemName(types, member);
        return (member.IsList ? $"[{name}!]" : name) + (member.Required ? "!" : "");
    }

    private static string ItemName(TypeRegistry types, RecordMember member)
    {
        if (member.Item == typeof(double))
            return "Float";
        switch (member)
        {
            case { AsId: true }:
                return "ID";
            case { Entity: { } entity }:
                types.Ensure(entity);
                return entity.Name;
            case { IsNode: true }:
                foreach (var one in member.AnyOf)
                    types.Ensure(one);
                return "Node";
            case { Item.IsEnum: true }:
                types.Ensure(member.Item);
                return EnumTypes.NameOf(member.Item);
            case { IsAny: true }:
                return "Any";
            case { IsObject: true }:
                types.EnsureRecord(member.Item);
                return member.Item.Name;
            default:
                var kind = FieldReader.KindOf(member.Item);
                if (kind is ScalarKind.CaseField)
                    types.Ensure(member.Item);
                return EntityTypes.NameOf(kind, member.Item);
        }
    }

    private static UnionGraphType Union(TypeRegistry types, RecordModel record)
    {
        var mutation = ConnectionTypes.Words(record.Name.Replace("Payload", "", StringComparison.Ordinal));
        var made = new UnionGraphType
        {
            Name = record.ErrorUnion,
            Description = $"What the caller of '{mutation}' can get wrong.",
            ResolveType = _ => throw new InvalidOperationException("Answers are written, nothing resolves by itself."),
        };
        foreach (var error in record.ErrorTypes)
        {
            types.EnsureRecord(error);
            made.AddPossibleType(new GraphQLTypeReference(error.Name));
        }
        return made;
    }
}
