namespace CasesGraph.Imports.Starting;

/// <summary>What a plan leaves open, so that nothing is begun.</summary>
internal static class Unanswered
{
    /// <summary>Null where all is decided.</summary>
    public static ImportUnansweredError? Of(ImportPlan plan)
    {
        IReadOnlyList<ImportColumn> dates =
        [
            .. plan.Fields.Where(IsAmbiguous).Select(field => plan.Columns[field.Column!.Value]),
        ];
        IReadOnlyList<ImportColumn> values =
        [
            .. plan.Fields.SelectMany(field => Open(field, plan)).DistinctBy(column => column.Index),
        ];
        IReadOnlyList<string> missing = plan.Makes ? [.. Missing(plan)] : [];
        return dates.Count + values.Count + missing.Count == 0 ? null : new(dates, values, missing);

        bool IsAmbiguous(PlannedField field) =>
            field is { Target.IsTime: true, Given.DateFormat: null, Column: { } column }
            && TimeFormats.IsAmbiguous(plan.Columns[column].DateFormats);
    }

    private static IEnumerable<ImportColumn> Open(PlannedField field, ImportPlan plan) =>
        field is { Target.ValueType: not null, Given.OtherValues: OtherValues.Reject }
            ? field
                .Columns.Select(column => plan.Columns[column])
                .Where(column =>
                    column.Values.Any(value =>
                        !field.Answers.IsAnswered(value.Value) && field.Answers.Known(value.Value) is null
                    )
                )
            : [];

    private static IEnumerable<string> Missing(ImportPlan plan) =>
        plan
            .Targets.All.Where(target => target.IsRequired && !plan.Of(target.Name.Split('.')[0]).Any())
            .Select(target => target.Name);
}
