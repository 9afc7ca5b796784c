using CasesGraph.Imports.Proposing;

namespace CasesGraph.Imports.Starting;

/// <summary>What of a record is brought in: the past only of cases and their messages.</summary>
internal static class Importable
{
    public static bool Is(TargetField field, TargetFields targets) =>
        !field.IsHistory || targets.Records is ImportRecords.Cases or ImportRecords.CaseUpdates;
}
