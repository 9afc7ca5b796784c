using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>What is wrong with a row, of one field or of all of it.</summary>
/// <param name="Field">Null where it is about the whole row.</param>
internal sealed record RowReason(PlannedField? Field, ValidationCode Code, string Message)
{
    private const int LongestValue = 200;

    /// <summary>The row before it that has the same key.</summary>
    public int? OtherRow { get; init; }

    public IRef? Existing { get; init; }
    public IReadOnlyList<IRef>? Candidates { get; init; }

    /// <summary>What is wrong with a value by the checks that every write has.</summary>
    public static RowReason Of(ValidationIssue issue, ImportPlan plan) =>
        new(FieldAt(issue.Field, plan), issue.Code, issue.Message)
        {
            Existing = issue.Existing,
            Candidates = issue.Candidates,
        };

    public static IEnumerable<RowReason> Of(IEnumerable<UserError> errors, ImportPlan plan) =>
        errors.SelectMany(error =>
            error switch
            {
                ValidationError { Issues: var issues } => issues.Select(issue => Of(issue, plan)),
                RelatedObjectNotFoundError missing =>
                [
                    new RowReason(FieldAt(missing.Field, plan), ValidationCode.NotFound, missing.Message),
                ],
                _ => (IEnumerable<RowReason>)[new RowReason(Field: null, CodeOf(error), error.Message)],
            }
        );

    public JobRowReason Told(FileRow row, ImportPlan plan)
    {
        var column = Field?.Column;
        var value = column is { } index ? row[index] : null;
        return new(
            Message,
            Field is null ? [] : [Field.Name],
            Code,
            column,
            column is { } of ? plan.HeaderOf(of) : null,
            value is null ? null : Analyzing.ColumnStats.Cut(value, LongestValue),
            OtherRow,
            Existing is null ? null : IdOf(Existing),
            Candidates is null ? null : [.. Candidates.Select(IdOf)]
        );
    }

    private static string IdOf(IRef one) => OpaqueId.Encode(EntityModel.Of(one.Entity).Name, one.Key);

    private static ValidationCode CodeOf(UserError error) =>
        error switch
        {
            ForbiddenError => ValidationCode.Forbidden,
            CaseNotFoundError => ValidationCode.NotFound,
            CaseDeletedError => ValidationCode.Deleted,
            _ when error.GetType().Name.StartsWith(nameof(DeletedError<>), StringComparison.Ordinal) =>
                ValidationCode.Deleted,
            _ => ValidationCode.Conflict,
        };

    /// <summary>The field that brings what an input's field is: assignedToId by assignedTo.email.</summary>
    private static PlannedField? FieldAt(IReadOnlyList<string> path, ImportPlan plan)
    {
        if (path.Count < 2)
            return null;
        var name = path[1];
        return plan.Fields.FirstOrDefault(field => Is(field.Owner))
            ?? plan.Fields.FirstOrDefault(field => path.Contains(field.Owner, StringComparer.Ordinal));

        bool Is(string owner) =>
            name.Equals(owner, StringComparison.Ordinal)
            || name.Equals($"{owner}Id", StringComparison.Ordinal)
            || (owner.EndsWith('s') && name.EndsWith(Naming.Pascal(owner), StringComparison.Ordinal))
            || name.EndsWith($"{Naming.Pascal(owner.TrimEnd('s'))}Ids", StringComparison.Ordinal)
            || name.Equals($"{owner.TrimEnd('s')}Ids", StringComparison.Ordinal);
    }
}
