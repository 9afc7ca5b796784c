using CasesGraph.Model;
using CasesGraph.Operations;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>
/// What stands beside each id in the inputs of mutations, of objects that have a handle: accountRef beside accountId,
/// bugRefs beside bugIds. The entity says by what it is named, and nothing else does.
/// </summary>
internal static class RefTypes
{
    public const string Id = "id";
    private const string Number = "number";

    /// <summary>The field beside an id; what it is called was asked of the entity.</summary>
    public static void AddRef(
        this TypeRegistry types,
        InputObjectGraphType input,
        EntityModel entity,
        (string Id, string Ref) names,
        bool isList
    )
    {
        var type = types.EnsureRef(entity);
        var ways =
            string.Join(", ", Ways(entity).Select(way => way.Name).SkipLast(1)) + $" or {Ways(entity).Last().Name}";
        input.AddField(
            names.Ref,
            isList ? $"[{type}!]" : type,
            isList
                ? $"In place of {names.Id}: the {ConnectionTypes.Words(entity.Plural)}, each by {ways}."
                : $"In place of {names.Id}: the {entity.Noun} by {ways}."
        );
    }

    /// <summary>The input that names one of them; gives its name.</summary>
    public static string EnsureRef(this TypeRegistry types, EntityModel entity)
    {
        types.Ensure(NameOf(entity), () => Make(types, entity));
        return NameOf(entity);
    }

    public static string NameOf(EntityModel entity) => $"{entity.Name}RefInput";

    /// <summary>Whether an input, or one in it, has such a field.</summary>
    public static bool TakesRefs(this TypeRegistry types, Type record) =>
        InputTypes
            .Parameters(record)
            .Any(parameter =>
                InputTypes.ValuesOf(parameter.ParameterType) is { } entity
                    ? entity
                        .EditableFields(InputTypes.Mode(record.GetProperty(parameter.Name!)!))
                        .OfType<ReferenceField>()
                        .Any(field => EntityModel.Of(field.Target).RefName(field.InputName) is not null)
                : parameter.ParameterType == typeof(InputExtensions)
                    ? InputTypes.ExtensionsOf(record).Any(types.TakesRefs)
                : types.TakesRefs(RecordMember.Of(record.GetProperty(parameter.Name!)!))
            );

    private static bool TakesRefs(this TypeRegistry types, RecordMember member) =>
        member.RefName is not null
        || (member.IsObject && types.Own(member.Item) is null && types.TakesRefs(member.Item));

    public static InputObjectGraphType Make(TypeRegistry types, EntityModel entity)
    {
        var made = new InputObjectGraphType
        {
            Name = NameOf(entity),
            Description = $"Which {entity.Noun}, by one of these.",
            IsOneOf = true,
        };
        foreach (var (way, type, description) in Ways(entity))
            made.AddField(way, type is null ? "ID" : types.Ensure(type), description);
        return made;
    }

    private static IEnumerable<(string Name, Scalar? Type, string Description)> Ways(EntityModel entity)
    {
        yield return (Id, null, $"The {entity.Noun}'s {(entity.HasNumber ? "id or number" : "id")}, as elsewhere.");
        if (entity.HasNumber)
            yield return (
                Number,
                Scalar.Of(entity.Key!.PropertyType),
                $"The number that people know the {entity.Noun} by."
            );
        foreach (var handle in entity.Handles)
            yield return (handle.Name, handle.Field.Scalar, OfHandle(entity, handle));
    }

    private static string OfHandle(EntityModel entity, Handle handle) =>
        handle switch
        {
            { IsFolded: true, IsUnique: true } => $"The {handle.Field.Label.ToLowerInvariant()}, whatever its case.",
            { IsFolded: true } =>
                $"The {handle.Field.Label.ToLowerInvariant()}, whatever its case; where several {ConnectionTypes.Words(entity.Plural)} in use have it, the answer is AMBIGUOUS.",
            _ => "The id in another system.",
        };
}
