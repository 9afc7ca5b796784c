using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The argument by which callers say how many items of a list within an object they want.</summary>
internal static class PartSizeTypes
{
    public static QueryArgument Argument(int count) =>
        TypeText.Argument(PartSize.Argument, "Int", "How many of them, from the first on; at most 1,000.", count);
}

internal static class RecordTypes
{
    public static void EnsureRecord(this TypeRegistry types, Type type)
    {
        var record = RecordModel.Of(type);
        if (record.ErrorTypes.Count > 0)
            throw new InvalidOperationException($"{record.Name} has errors, which only the payload of a mutation has.");
        types.Ensure(record.Name, () => Make(types, record));
    }

    /// <summary>What a mutation answers, with the errors that it can tell.</summary>
    /// <param name="mutation">Its name in PascalCase.</param>
    public static void EnsurePayload(this TypeRegistry types, Type type, string mutation)
    {
        var record = RecordModel.Of(type);
        types.Ensure(
            record.Name,
            () =>
            {
                var made = Make(types, record);
                var union = $"{mutation}Error";
                types.Ensure(union, () => Union(types, record, union, mutation));
                made.AddField(
                    "errors",
                    $"[{union}!]",
                    "Mistakes of the caller, all at once; null when there are none."
                );
                return made;
            }
        );
    }

    private static ObjectGraphType Make(TypeRegistry types, RecordModel record)
    {
        var made = new ObjectGraphType { Name = record.Name, Description = record.Description };
        if (record.IsError)
            made.AddResolvedInterface(new GraphQLTypeReference("Error"));
        foreach (var member in record.Members)
        {
            var field = made.AddField(member.Name, TypeOf(types, member), member.Description);
            if (member.First is { } count)
                field.Arguments = new QueryArguments(PartSizeTypes.Argument(count));
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
            case { IsAny: true }:
                return "Any";
            case { IsObject: true }:
                types.EnsureRecord(member.Item);
                return RecordModel.Of(member.Item).Name;
            default:
                return types.Ensure(Scalar.Of(member.Item));
        }
    }

    private static UnionGraphType Union(TypeRegistry types, RecordModel record, string name, string mutation)
    {
        var made = new UnionGraphType
        {
            Name = name,
            Description = $"What the caller of '{ConnectionTypes.Words(mutation)}' can get wrong.",
            ResolveType = _ => throw new InvalidOperationException("Answers are written, nothing resolves by itself."),
        };
        foreach (var error in record.ErrorTypes)
        {
            types.EnsureRecord(error);
            made.AddPossibleType(new GraphQLTypeReference(RecordModel.Of(error).Name));
        }
        return made;
    }
}
