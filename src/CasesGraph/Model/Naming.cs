using System.Text.Json;

namespace CasesGraph.Model;

/// <summary>How names of the code become names of the API (docs/api.md#objects-and-ids).</summary>
public static class Naming
{
    /// <summary>Number → number.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>createCase → CreateCase.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>PendingInput → PENDING_INPUT.</summary>
    public static string UpperSnake(string name) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);

    /// <summary>PendingInput → Pending input: what a person reads.</summary>
    public static string Label(string name) =>
        Pascal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' '));

    /// <summary>account → an account. By its letters: good enough for what there is.</summary>
    public static string WithArticle(string noun) => $"{("aeio".Contains(noun[0]) ? "an" : "a")} {noun}";
}
