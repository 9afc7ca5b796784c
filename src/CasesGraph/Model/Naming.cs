using System.Text;

namespace CasesGraph.Model;

/// <summary>How names of the code become names of the API (docs/api.md#objects-and-ids).</summary>
public static class Naming
{
    /// <summary>Number → number.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>createCase → CreateCase.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>PendingInput → PENDING_INPUT.</summary>
    public static string UpperSnake(string name) => Words(name, '_').ToUpperInvariant();

    /// <summary>PendingInput → Pending input: what a person reads.</summary>
    public static string Label(string name)
    {
        var words = Words(name, ' ');
        return words[0] + words[1..].ToLowerInvariant();
    }

    /// <summary>account → an account. By its letters: good enough for what there is.</summary>
    public static string WithArticle(string noun) => $"{("aeio".Contains(noun[0]) ? "an" : "a")} {noun}";

    private static string Words(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(separator);
            text.Append(letter);
        }
        return text.ToString();
    }
}
