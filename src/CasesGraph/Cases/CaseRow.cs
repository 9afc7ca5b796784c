using CasesGraph.Data;

namespace CasesGraph.Cases;

/// <summary>A new case as its row holds it: all that is stored but the number, which the database gives.</summary>
internal static class CaseRow
{
    public static IReadOnlyList<CaseColumn> Columns { get; } =
    [
        new(nameof(Case.Subject), IsText: true, c => c.Subject),
        new(nameof(Case.SubjectBands), IsText: true, c => c.SubjectBands),
        new(nameof(Case.Description), IsText: true, c => c.Description),
        new(nameof(Case.Status), IsText: false, c => (int)c.Status),
        new(nameof(Case.Priority), IsText: false, c => (int)c.Priority),
        new(nameof(Case.Type), IsText: false, c => (int?)c.Type),
        new(nameof(Case.Resolution), IsText: true, c => c.Resolution),
        new(nameof(Case.WorkLog), IsText: true, c => c.WorkLog),
        new(nameof(Case.ExternalReference), IsText: true, c => c.ExternalReference),
        new(nameof(Case.Source), IsText: false, c => (int)c.Source),
        new(nameof(Case.AccountId), IsText: false, c => c.AccountId),
        new(nameof(Case.AssignedToId), IsText: false, c => c.AssignedToId),
        new(nameof(Case.OpenedById), IsText: false, c => c.OpenedById),
        new(nameof(Case.CreatedAt), IsText: false, c => c.CreatedAt),
        new(nameof(Case.CreatedByUserId), IsText: false, c => c.CreatedByUserId),
        new(nameof(Case.CreatedByContactId), IsText: false, c => c.CreatedByContactId),
        new(nameof(Case.UpdatedAt), IsText: false, c => c.UpdatedAt),
        new(nameof(Case.UpdatedByUserId), IsText: false, c => c.UpdatedByUserId),
        new(nameof(Case.UpdatedByContactId), IsText: false, c => c.UpdatedByContactId),
        new(nameof(Case.FirstResponseAt), IsText: false, c => c.FirstResponseAt),
        new(nameof(Case.ClosedAt), IsText: false, c => c.ClosedAt),
        new(nameof(Case.DeletedAt), IsText: false, c => c.DeletedAt),
        new(nameof(Case.MergedIntoNumber), IsText: false, c => c.MergedIntoNumber),
        new(nameof(Case.Version), IsText: false, c => c.Version),
    ];

    public static string[] Names { get; } = [.. Columns.Select(column => column.Name)];

    public static BulkValue[] Values(Case @case) => [.. Columns.Select(column => column.Value(@case))];
}

/// <summary>A column, and its value of a case.</summary>
/// <param name="IsText">Or a whole number.</param>
internal sealed record CaseColumn(string Name, bool IsText, Func<Case, BulkValue> Value);
