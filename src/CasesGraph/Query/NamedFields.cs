using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Fields that conditions and orders name.</summary>
internal static class NamedFields
{
    /// <summary>The field of a name, as the caller reads it; null where there is none.</summary>
    public static FieldModel? Find(AccessShape access, EntityModel entity, string name)
    {
        if (entity.Find(name) is not { } field)
            return null;
        Check(access, entity, field);
        return access.Read(entity, field);
    }

    /// <summary>Refuses one that the caller may not read: what it finds would tell what it is.</summary>
    public static void Check(AccessShape access, EntityModel entity, FieldModel field)
    {
        if (!access.MayNameInInput(entity, field))
            throw Forbidden(
                AccessShape.Coordinate(entity, field),
                field.Audience is FieldAudience.Personal ? AccessAction.PersonalDataView : null
            );
    }

    public static RequestErrorException Forbidden(string coordinate, AccessAction? action) =>
        new(GraphErrorCode.Forbidden, $"You are not allowed to ask for anything by {coordinate}.")
        {
            Forbidden = new ForbiddenPlace(coordinate, action is { } one ? Naming.UpperSnake($"{one}") : null),
        };
}
