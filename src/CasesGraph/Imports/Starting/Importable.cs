using CasesGraph.Imports.Proposing;

namespace CasesGraph.Imports.Starting;

/// <summary>What of a record is brought in: past times only of cases, and no conversation.</summary>
internal static class Importable
{
    public static bool Is(TargetField field, TargetFields targets) =>
        field.Name is not "updates" && (!field.IsHistory || targets.Records is ImportRecords.Cases);
}
