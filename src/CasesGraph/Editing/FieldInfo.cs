using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;

namespace CasesGraph.Editing;

[Description("What can be done with a field of Case: for forms, column choosers and importers.")]
public sealed record FieldInfo(
    [property: Description("The field's name in the change log; null when its changes are not on record.")]
        CaseField? Field,
    [property: Description("The name in queries, filters and inputs.")] string Name,
    [property: Description("What a person reads beside the value.")] string Label,
    [property: Description("What the field holds, in a sentence.")] string? Description,
    [property: Description("The name of the value's type in this schema.")] string Type,
    [property: Description("The values it can take, when it is an enum.")] IReadOnlyList<EnumValueInfo>? EnumValues,
    [property: Description("Whether a case always has a value.")] bool Required,
    [property: Description("The most code points that a text may have.")] int? MaxLength,
    [property: Description("Whether lists can be filtered by it.")] bool Filterable,
    [property: Description("Whether lists can be sorted by it.")] bool Sortable,
    [property: Description("Whether many cases can be given a value at once.")] bool MassUpdatable,
    [property: Description("Whether an import can bring it.")] bool Importable,
    [property: Description("Whether its changes are on record.")] bool Audited,
    [property: Description(
        "By which names a file for an import brings it: its own, or by what the object is found that it refers to, such as account.name. None where none can."
    )]
        IReadOnlyList<string> ImportNames,
    [property: Description("Whether the caller may read it, of cases that they see; it is null otherwise.")]
        bool Readable,
    [property: Description(
        "Whether the caller may give it a value, in a new case or in some that is there; which, Case.viewerCan tells."
    )]
        bool Writable
);

[Description("A value of an enum, for people and for programs.")]
public sealed record EnumValueInfo(
    [property: Description("The value as queries write it.")] string Value,
    [property: Description("What a person reads for it.")] string Label,
    [property: Description("What the value means, in a sentence.")] string? Description
);

/// <summary>The field list of Case, read off the entity like everything else.</summary>
internal static class CaseFieldList
{
    private static readonly IReadOnlyList<(ValueField Field, FieldInfo Info)> Known =
    [
        .. EntityModel.Of<Case>().ValueFields.Select(field => (field, Info(field))),
    ];

    public static IEnumerable<string> Names => Known.Select(one => one.Info.Name);

    /// <summary>All that there are, for staff. Contacts are told of those alone that are for them.</summary>
    public static IReadOnlyList<FieldInfo> Of(AccessShape access) =>
        [
            .. Known
                .Select(one =>
                    one.Info with
                    {
                        Readable = access.Reads(one.Field),
                        Writable = access.Writes(one.Field),
                    }
                )
                .Where(info => !access.IsContact || info.Readable || info.Writable),
        ];

    private static FieldInfo Info(ValueField field)
    {
        var declared = field.Declared;
        var scalar = field as ScalarField;
        return new FieldInfo(
            declared.Audited ? new CaseField(field.LogName) : null,
            field.Name,
            field.Label,
            field.Description,
            scalar is null ? ((ReferenceField)field).Target.Name : scalar.Scalar.Name,
            scalar?.Scalar.Names?.Select(Info).ToList(),
            field.Required,
            scalar?.MaxLength,
            declared.Filterable,
            declared is { Sortable: true, LongText: false },
            declared.MassUpdatable,
            declared.Importable,
            declared.Audited,
            declared.Importable ? ImportNames.Of(field) : [],
            Readable: false,
            Writable: false
        );
    }

    private static EnumValueInfo Info(NamedValue value) =>
        new(value.Name, Naming.Label(value.Value.ToString()!), value.Description);
}
