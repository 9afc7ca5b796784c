namespace CasesGraph.Access;

internal static class AccessLevels
{
    extension(AccessAction action)
    {
        /// <summary>
        /// Whether it can be allowed with some cases alone. What is imported is written by the rights to write it.
        /// </summary>
        public bool HasLevels =>
            action is not AccessAction.CaseImport && $"{action}".StartsWith("Case", StringComparison.Ordinal);

        /// <summary>Whether it can be allowed with what cases lead to alone.</summary>
        public bool HasLinked => action is AccessAction.DirectoryView or AccessAction.BugView;

        /// <summary>Whether it can be allowed that far; what has no levels is allowed with all there is, or not at all.</summary>
        public bool Has(AccessLevel level) =>
            level switch
            {
                AccessLevel.Linked => action.HasLinked,
                AccessLevel.Own or AccessLevel.Team => action.HasLevels,
                _ => true,
            };
    }
}
