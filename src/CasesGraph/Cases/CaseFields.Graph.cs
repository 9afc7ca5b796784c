using CasesGraph.Graph.Running;

namespace CasesGraph.Cases;

internal static class CaseFields
{
    public static RootField Field { get; } =
        new RecordField(
            "caseFields",
            "[FieldInfo!]!",
            "The field list of Case: label, type, required, sortable, filterable, mass-updatable, importable, audited, enum values.",
            typeof(FieldInfo),
            _ => CaseFieldList.All
        );
}
