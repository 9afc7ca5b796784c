using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>One change to many cases, as expressions (<see cref="Sql"/>) over a case as it is before.</summary>
internal sealed record CaseEdit(ChangeKind Kind)
{
    /// <summary>The first that holds is why a case is refused.</summary>
    public List<CaseRefusal> Refusals { get; } = [];

    /// <summary>Audited fields. A case in which none differs, and no link, is left as it is.</summary>
    public List<EditedField> Fields { get; } = [];

    /// <summary>Columns that follow from the fields by the rules, with their new values.</summary>
    public List<(string Column, string After)> Settled { get; } = [];

    /// <summary>Columns that follow from messages too, so that undoing need not put them back.</summary>
    public List<(string Column, string After)> Unlogged { get; } = [];

    public List<LinkEdit> Links { get; } = [];

    /// <summary>The condition for the others to be left as they are.</summary>
    public string Only { get; set; } = Sql.True;

    /// <summary>What a column of the case will be.</summary>
    public string After(string column) =>
        Fields.Find(edited => string.Equals(edited.Field.Property.Name, column, StringComparison.Ordinal))?.After
        ?? Settled.Find(one => string.Equals(one.Column, column, StringComparison.Ordinal)).After
        ?? Sql.Column(column);

    /// <summary>Conditions for a case of which contacts see that it changes: any of them.</summary>
    public IReadOnlyList<string> DiffersInPublic =>
        [
            .. Fields
                .Where(edited => PublicFields.Has(new CaseField(edited.Field.LogName)))
                .Select(edited => edited.Differs),
            .. Links.Where(link => PublicFields.Has(link.Part.Field)).SelectMany(link => link.Differs()),
        ];

    /// <summary>Whether what it does to a case is for staff alone (<see cref="CaseChange.Internal"/>), as a condition.</summary>
    public string IsInternal =>
        CaseChange.IsInternal(Kind, isPublic: false) ? Sql.Not([.. DiffersInPublic, Sql.False]) : Sql.Not(Sql.True);

    /// <summary>The condition for a case that the edit changes; a purge needs no field for that.</summary>
    public string Differs
    {
        get
        {
            var conditions = Fields
                .Select(edited => edited.Differs)
                .Concat(Links.SelectMany(link => link.Differs()))
                .ToList();
            return conditions.Count > 0 ? Sql.Both(Only, Sql.Any(conditions))
                : Kind is ChangeKind.Purged ? Sql.True
                : Sql.False;
        }
    }
}

/// <summary>A column's new value.</summary>
/// <param name="After">An expression over the case as it was.</param>
internal sealed record EditedField(ValueField Field, string After)
{
    public string Before => Sql.Column(Field.Property.Name);
    public string Differs => Sql.Differs(Before, After);
}

/// <summary>Why a case cannot be written.</summary>
/// <param name="When">A condition; all of the case is null where there is none.</param>
/// <param name="Part">The part of the input that it is about.</param>
internal sealed record CaseRefusal(
    string When,
    ValidationCode Code,
    string Reason,
    bool Exists = true,
    string Part = "select"
)
{
    public static CaseRefusal Unknown { get; } =
        new(
            Sql.IsNull(Sql.Column(nameof(Case.Number))),
            ValidationCode.InvalidId,
            "There is no such case.",
            Exists: false
        );

    public static CaseRefusal OneOf(IEnumerable<long> numbers, ValidationCode code, string reason) =>
        new(Sql.IsOneOf(Sql.Column(nameof(Case.Number)), numbers), code, reason);

    public static CaseRefusal Merged { get; } =
        new(
            Sql.IsSet(Sql.Column(nameof(Case.MergedIntoNumber))),
            ValidationCode.Conflict,
            "The case was merged into another. Only unmergeCase brings it back."
        );

    public static CaseRefusal Deleted { get; } =
        new(
            Sql.IsSet(Sql.Column(nameof(Case.DeletedAt))),
            ValidationCode.Conflict,
            "The case is deleted. Restore it first."
        );

    public static CaseRefusal AlreadyDeleted { get; } = Deleted with { Reason = "The case is already deleted." };

    public static CaseRefusal NotDeleted { get; } =
        new(Sql.IsNull(Sql.Column(nameof(Case.DeletedAt))), ValidationCode.Conflict, "The case is not deleted.");
}
