namespace CasesGraph.Imports.Rejected;

/// <summary>What a file of rejected rows has beside their own columns; who sends it again has them passed over.</summary>
internal static class RejectedColumns
{
    public const string Row = "_row";
    public const string Reason = "_reason";

    public static bool IsOne(string? header) => header is Row or Reason;
}
