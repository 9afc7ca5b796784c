using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>Which fields callers may read of the rows that they see, and which they may name in conditions and orders.</summary>
internal static class ShownFields
{
    extension(AccessShape access)
    {
        /// <summary>Whether some fields are hidden from it.</summary>
        public bool HidesFields => access.IsContact || !access.May(AccessAction.PersonalDataView);

        /// <summary>Equal for two shapes when, and only when, the same fields are hidden from them; null where none is.</summary>
        public string? Sight => !access.HidesFields ? null : $"{access.Contact?.Text}{(access.HasOwn ? "" : "-")}";

        /// <summary>Whether it may read a field, whosever the row is.</summary>
        public bool Shows(FieldModel field) =>
            field.Audience switch
            {
                FieldAudience.Public => !access.IsContact || access.IsShown(Leads(field)),
                FieldAudience.Personal => !access.HidesFields,
                _ => !access.IsContact,
            };

        /// <summary>Whether a contact sees rows of an entity at all that something leads to.</summary>
        public bool IsShown(Type? entity) =>
            entity?.GetCustomAttribute<SeenByContactsAttribute>(inherit: false) is not { IfAllowed: true }
            || access.May(EntityRights.Find(entity)!.View!.Value);

        /// <summary>Whether it may read a field of the row that is the caller: all that contacts are, and personal data.</summary>
        public bool ShowsOwn(EntityModel entity, FieldModel field) =>
            access.HasOwn
            && (
                access.IsContact
                    ? entity.Declared.IsContact && field is ValueField
                    : entity.Declared.IsCaller && field is ScalarField
            );

        /// <summary>What it reads where it asks for a field.</summary>
        public FieldModel Read(EntityModel entity, FieldModel field) =>
            access.IsContact && field is ValueField { Declared.PublicAs: { } other }
                ? entity.ValueFields.Single(one => string.Equals(one.Property.Name, other, StringComparison.Ordinal))
                : field;

        /// <summary>Whether it may ask for rows by a field; what it reads otherwise than it is, would be told by that.</summary>
        public bool MayNameInInput(EntityModel entity, FieldModel field) =>
            access.Shows(field)
            && (access.Contact?.StaffNames is null or StaffNames.Full || !IsStaffName(entity, field));

        /// <summary>What it may not read, as the schema calls it.</summary>
        public static string Coordinate(EntityModel entity, FieldModel field) => $"{entity.Name}.{field.Name}";
    }

    /// <summary>The entity of the rows that a field leads to; null where it leads to none, or to several.</summary>
    private static Type? Leads(FieldModel field) =>
        field switch
        {
            ReferenceField reference => reference.Target,
            ConnectionField many => many.NodeType,
            _ => null,
        };

    /// <summary>Whether a field is the name of a user.</summary>
    public static bool IsStaffName(EntityModel entity, FieldModel field) =>
        entity.Declared.IsCaller
        && (
            field is ScalarField scalar
                ? string.Equals(scalar.Property.Name, entity.Declared.Text, StringComparison.Ordinal)
                : field is DerivedField derived
                    && derived.Columns.Contains(entity.Declared.Text!, StringComparer.Ordinal)
        );
}
