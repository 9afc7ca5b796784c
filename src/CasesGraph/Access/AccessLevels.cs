namespace CasesGraph.Access;

internal static class AccessLevels
{
    extension(AccessAction action)
    {
        /// <summary>Whether it can be allowed with some cases alone; any other is allowed with all there is, or not at all.</summary>
        public bool HasLevels => $"{action}".StartsWith("Case", StringComparison.Ordinal);
    }
}
