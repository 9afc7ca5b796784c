namespace CasesGraph.Access;

internal static class AccessLevels
{
    extension(AccessAction action)
    {
        /// <summary>
        /// Whether it can be allowed with some cases alone; any other is allowed with all there is, or not at all. What is
        /// imported is written by the rights to write it, what is exported is read by those to see it.
        /// </summary>
        public bool HasLevels =>
            action is not (AccessAction.CaseImport or AccessAction.CaseExport)
            && $"{action}".StartsWith("Case", StringComparison.Ordinal);
    }
}
