using CasesGraph.Imports;
using CasesGraph.Imports.Proposing;
using CasesGraph.Model;

namespace CasesGraph.Exports.Templates;

/// <summary>
/// The columns that a file of new records usually has: each field that creation takes, and one for each object that it can
/// name, by what people know that. What only tells of the past or is found out by the service is not among them.
/// </summary>
internal static class TemplateColumns
{
    private const string ByName = ".name";

    public static IReadOnlyList<TargetField> Of(TargetFields targets) =>
        [
            .. targets
                .All.Where(field => targets.Records is ImportRecords.CaseUpdates || !field.IsHistory)
                .GroupBy(field => field.Name.Split('.')[0], StringComparer.Ordinal)
                .Where(of => IsGiven(of.Key, targets))
                .Select(Chosen),
        ];

    /// <summary>A list that is linked is no field of the record.</summary>
    private static bool IsGiven(string name, TargetFields targets) =>
        targets.Entity.Find(name) switch
        {
            ValueField field when targets.Records is ImportRecords.CaseUpdates => field.Property.SetMethod
                is { IsPublic: true },
            ValueField field => field.Declared.Editable.HasFlag(EditableIn.Create),
            UnionField or ConnectionField => true,
            _ => false,
        };

    private static TargetField Chosen(IEnumerable<TargetField> of)
    {
        var fields = of.ToList();
        return fields.Find(field => field.IsRequired)
            ?? fields.Find(field => !field.Name.Contains('.', StringComparison.Ordinal))
            ?? fields.Find(field => field.Name.EndsWith(ByName, StringComparison.Ordinal))
            ?? fields[0];
    }
}
