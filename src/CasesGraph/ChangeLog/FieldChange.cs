using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity("One field's part of a change.", Node = false, DefaultOrder = nameof(Id), WhollyPublic = true)]
[Rights]
[SeenByContacts(Only = typeof(ToldToContacts))]
public sealed class FieldChange : IDerived
{
    public long Id { get; set; }

    public long ChangeId { get; set; }

    [Inverse(
        "fields",
        "What changed; CREATED lists every field that was set.",
        Before = nameof(CaseChange.Version),
        Whole = true
    )]
    public CaseChange Change { get; set; } = null!;

    [Field("The field that changed; one of the audited fields.")]
    public CaseField Field { get; set; }

    /// <summary>
    /// Canonical text of the value: enum name, RFC 3339 instant, opaque id, or the text itself. Long enough for any
    /// long text; null when there was no value.
    /// </summary>
    [MaxLength(100_000)]
    public string? Before { get; set; }

    [MaxLength(100_000)]
    public string? After { get; set; }

    /// <summary>The role, where the field is CONTACTS: the value is then {id, role}.</summary>
    public ContactRole? BeforeRole { get; set; }
    public ContactRole? AfterRole { get; set; }

    /// <summary>What a person read at the time, where that is not the value itself: a label, a name.</summary>
    [MaxLength(100_000)]
    public string? BeforeText { get; set; }

    [MaxLength(100_000)]
    public string? AfterText { get; set; }

    /// <summary>The id of the linked object, message or file.</summary>
    internal string? Link => CaseParts.Find(Field) is null ? null : After ?? Before;

    internal FieldChange Of(CaseChange change)
    {
        Change = change;
        return this;
    }

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new("label", "The field's label, for people.", "String!", [nameof(Field)], row => ((CaseField)row[0]!).Label),
        new(
            "before",
            "The value before, null when there was none; {id, role} for links.",
            "Any",
            [nameof(Field), nameof(Before), nameof(BeforeRole)],
            Value
        ),
        new(
            "after",
            "The value after, null when there is none; {id, role} for links.",
            "Any",
            [nameof(Field), nameof(After), nameof(AfterRole)],
            Value
        ),
        .. Texts,
    ];

    internal static IReadOnlyList<DerivedField> Texts =>
        [
            new("beforeText", ShownText("before"), "String", [nameof(Before), nameof(BeforeText)], Shown),
            new("afterText", ShownText("after"), "String", [nameof(After), nameof(AfterText)], Shown),
        ];

    private static string ShownText(string when) =>
        $"The value {when} as a person read it at the time: a label, a name, the text's first {CanonicalText.Shown} characters; "
        + "null when there was no value.";

    private static string? Shown(object?[] row) =>
        (string?)(row[1] ?? row[0]) is { } text ? CanonicalText.Beginning(text, CanonicalText.Shown) : null;

    private static object? Value(object?[] row) => ValueOf((CaseField)row[0]!, (string?)row[1], (ContactRole?)row[2]);

    /// <summary>A value as the API tells it.</summary>
    internal static object? ValueOf(CaseField field, string? value, ContactRole? role) =>
        (value, role) switch
        {
            (null, _) => null,
            (_, { } some) => LinkOf(value, Naming.UpperSnake(some.ToString())),
            _ when CaseParts.Find(field) is not null => LinkOf(value, role: null),
            _ => value,
        };

    private static Dictionary<string, object?> LinkOf(string id, string? role)
    {
        var link = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = id };
        if (role is not null)
            link["role"] = role;
        return link;
    }
}

internal sealed class FieldChangeMapping : IEntityTypeConfiguration<FieldChange>
{
    public void Configure(EntityTypeBuilder<FieldChange> builder)
    {
        builder.Property(change => change.Field).HasConversion(field => field.Name, name => new CaseField(name));
        builder.HasIndex(change => change.ChangeId);
        // By what is there no more cases of a contact are found that do not tell of it themselves.
        builder
            .HasIndex(change => change.Before, "IX_FieldChange_LinkedBefore")
            .OfRowsWith(nameof(FieldChange.BeforeRole));
        builder
            .HasIndex(change => change.Before, "IX_FieldChange_OpenedByBefore")
            .OfRowsWith(nameof(FieldChange.Before), nameof(FieldChange.Field), CaseField.OpenedBy.Name);
        builder.HasOne(change => change.Change).WithMany(change => change.Fields).HasForeignKey(c => c.ChangeId);
    }
}
