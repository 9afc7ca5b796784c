using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Reading;
using CasesGraph.Model;

namespace CasesGraph.Imports;

/// <summary>What can be wrong with a dialect that a caller has chosen, whatever the file.</summary>
internal static class DialectChecks
{
    private const int MostMarkers = 20;
    private const int LastHeaderRow = 1_000;

    public static IEnumerable<(string Field, ValidationCode Code, string Message)> Mistakes(ImportDialectInput? chosen)
    {
        if (chosen is null)
            yield break;
        if (chosen.Encoding is { } encoding && FileEncodings.Parse(encoding) is null)
            yield return Wrong("encoding", $"The encoding is one of {string.Join(", ", FileEncodings.All)}.");
        if (chosen.Delimiter is { } delimiter && !DialectNames.IsCharacter(delimiter))
            yield return Wrong("delimiter", "A delimiter is one ASCII character that is no letter or digit, or TAB.");
        if (chosen.Quote is { } quote && quote is not "NONE" && !DialectNames.IsCharacter(quote))
            yield return Wrong("quote", "A quote is one ASCII character that is no letter or digit, or NONE.");
        if (chosen is { Delimiter: { } one, Quote: { } other } && one.Equals(other, StringComparison.Ordinal))
            yield return ("quote", ValidationCode.Conflict, "The quote cannot be the delimiter.");
        if (chosen.HeaderRow is < 0 or > LastHeaderRow)
            yield return Wrong("headerRow", $"The header row is from 0 to {LastHeaderRow}.");
        if (chosen.DecimalMark is { } mark && mark is not (FileLook.Point or FileLook.Comma))
            yield return Wrong("decimalMark", "The decimal mark is a point or a comma.");
        if (chosen.NullMarkers is { Count: > MostMarkers })
            yield return ("nullMarkers", ValidationCode.TooMany, $"There are at most {MostMarkers} markers.");
        else if (chosen.NullMarkers?.Any(one => !NullMarkers.IsFitting(one)) is true)
            yield return Wrong("nullMarkers", "A marker has 1 to 100 characters.");
    }

    private static (string Field, ValidationCode Code, string Message) Wrong(string field, string message) =>
        (field, ValidationCode.InvalidValue, message);
}
