using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>A field, and what the log calls it.</summary>
internal sealed record AuditedField(ValueField Field, CaseField Name);

/// <summary>The plain fields and references of a case that the log has, between their values and how it writes them.</summary>
internal static class AuditedFields
{
    public static IReadOnlyList<ValueField> All { get; } = [.. Of(EntityModel.Of<Case>())];

    public static IReadOnlyList<AuditedField> Named { get; } =
    [.. All.Select(field => new AuditedField(field, new CaseField(field.LogName)))];

    private static readonly Dictionary<string, ValueField> ByName = All.ToDictionary(
        field => field.LogName,
        StringComparer.Ordinal
    );

    /// <summary>Those of any entity.</summary>
    public static IEnumerable<ValueField> Of(EntityModel entity) => entity.AuditedFields;

    /// <summary>Null for links and messages.</summary>
    public static ValueField? Find(CaseField field) => ByName.GetValueOrDefault(field.Name);

    /// <summary>A value as the log writes it.</summary>
    public static string? Written(ValueField field, object? value) =>
        field is ReferenceField { Target: var target }
            ? CanonicalText.Of(target.Name, (long?)value)
            : CanonicalText.OfScalar(value);

    /// <summary>A value as the log writes it, and as people read it at present.</summary>
    /// <param name="linked">Has loaded what the value refers to.</param>
    public static (string? Value, string? Text) Written(ValueField field, object? value, LinkedObjects linked) =>
        field is ReferenceField { Target: var target }
            // Whom a contact was merged into is read from the contact: its log would keep a name that erasing that one leaves.
            // So is the subject of the case that one follows up, which a purge of that takes away.
            ? Reference(target, value, IsReadFromIt(field) ? null : linked)
            : (Written(field, value), CanonicalText.ShownScalar(value));

    private static bool IsReadFromIt(ValueField field) =>
        field.Property.Name is nameof(IMergeable.MergedIntoId) or nameof(Case.FollowUpOfNumber);

    public static (string? Value, string? Text) Reference(Type type, object? key, LinkedObjects? linked) =>
        key is long some ? (OpaqueId.Encode(type.Name, some), linked?.Find(type, some)?.Text) : default;

    /// <summary>The value that the log wrote so.</summary>
    public static object? Read(ValueField field, string? written) =>
        (field, written) switch
        {
            (_, null) => null,
            (ReferenceField, _) => Key(written),
            (ScalarField { Scalar: var scalar }, _) => scalar.FromStored(scalar.Written.Read(written)),
            _ => throw new NotSupportedException($"The log has no values of {field.Name}."),
        };

    public static long Key(string id) =>
        OpaqueId.TryDecode(id, out _, out var key)
            ? key
            : throw new InvalidOperationException($"The log holds an id that nobody wrote: {id}.");
}
