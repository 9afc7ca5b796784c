using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>
/// What is true of a file, written by hand beside it: X.truth. A line begins with what it is about: records, format, encoding,
/// delimiter, quote, header, ending, decimal, rows, notes, markers; value with a column's letter, a value, its target, and
/// whether that is certain; or a column's letter with the fields that are right for it (none where none is), "certain" where
/// that must be known, and the ways to read its times.
/// </summary>
internal sealed partial class FileTruth
{
    public const string Extension = ".truth";
    private readonly List<string[]> lines;

    private FileTruth(List<string[]> lines) => this.lines = lines;

    public static string Folder { get; } = Repository.PathOf("tests", "CasesGraph.Tests", "Import", "Files");

    public string Records => One("records")!;

    public static byte[] Content(string name) => File.ReadAllBytes(Path.Join(Folder, name));

    public static FileTruth Of(string name) =>
        new([
            .. File.ReadAllLines(Path.Join(Folder, name + Extension))
                .Select(line =>
                    Word()
                        .Matches(line)
                        .Select(match => match.Value.Length > 1 ? match.Value.Trim('"') : match.Value)
                        .ToArray()
                ),
        ]);

    /// <summary>What an import says that is not so.</summary>
    public IReadOnlyList<string> Lies(JsonElement import)
    {
        var lies = new List<string>();
        var dialect = import.GetProperty("dialect");
        Compare("format", import.GetProperty("format"));
        Compare("rows", import.GetProperty("rowCount"));
        Compare("ending", dialect.GetProperty("lineEnding"));
        foreach (
            var (line, part) in new[]
            {
                ("encoding", "encoding"),
                ("delimiter", "delimiter"),
                ("quote", "quote"),
                ("header", "headerRow"),
                ("decimal", "decimalMark"),
            }
        )
        {
            if (One(line) is { } expected)
                lies.AddRange(Detected(line, expected, dialect.GetProperty(part)));
        }
        Compare("notes", Codes(import));
        Compare("markers", Texts(dialect.GetProperty("nullMarkers")));
        foreach (var column in import.GetProperty("columns").EnumerateArray())
            lies.AddRange(Column(column));
        return lies;

        void Compare(string line, object? told)
        {
            var expected = string.Join(' ', Words(line).Order(StringComparer.Ordinal));
            var actual = Convert.ToString(told, CultureInfo.InvariantCulture);
            if ((expected.Length > 0 || line is "notes") && !expected.Equals(actual, StringComparison.Ordinal))
                lies.Add($"{line}: {actual}, not {expected}");
        }
    }

    private static IEnumerable<string> Detected(string line, string expected, JsonElement told)
    {
        var value = told.GetProperty("value").GetString()!;
        var isCertain = told.GetProperty("certain").GetBoolean();
        if (!value.Equals(expected, StringComparison.Ordinal))
            yield return $"{line}: {value}{(isCertain ? ", for certain" : "")}, not {expected}";
    }

    private IEnumerable<string> Column(JsonElement column)
    {
        var letter = column.GetProperty("letter").GetString()!;
        var truth = Words(letter);
        if (truth.Length == 0)
        {
            yield return $"{letter}: nothing is said of it";
            yield break;
        }
        var proposals = column.GetProperty("proposals").EnumerateArray().ToList();
        var best = proposals.Count == 0 ? "none" : proposals[0].GetProperty("field").GetString()!;
        var isCertain = proposals.Count > 0 && proposals[0].GetProperty("certain").GetBoolean();
        var isRight = truth.Contains(best, StringComparer.Ordinal);
        if (!isRight && isCertain)
            yield return $"{letter}: {best}, for certain";
        if (!isRight && !truth.Contains("none", StringComparer.Ordinal))
            yield return $"{letter}: {best}";
        if (truth.Contains("certain", StringComparer.Ordinal) && !isCertain)
            yield return $"{letter}: {best}, in doubt";
        foreach (var lie in Times(letter, column).Concat(Values(letter, column)))
            yield return lie;
    }

    /// <summary>The best ways to read a column are those that are true, where any is.</summary>
    private IEnumerable<string> Times(string letter, JsonElement column)
    {
        var expected = Format().Match(Line(letter)).Value.Trim();
        var formats = column.GetProperty("dateFormats").EnumerateArray().ToList();
        var most = formats.Count == 0 ? 0 : formats.Max(format => format.GetProperty("fits").GetInt32());
        var told = string.Join(
            ' ',
            formats
                .Where(format => format.GetProperty("fits").GetInt32() == most)
                .Select(format => format.GetProperty("format").GetString())
        );
        if (expected.Length > 0 && !expected.Equals(told, StringComparison.Ordinal))
            yield return $"{letter}: read as {told}, not {expected}";
    }

    private IEnumerable<string> Values(string letter, JsonElement column)
    {
        foreach (
            var line in lines.Where(line =>
                line is ["value", var of, ..] && of.Equals(letter, StringComparison.Ordinal)
            )
        )
        {
            var told = column
                .GetProperty("values")
                .EnumerateArray()
                .Where(value =>
                    string.Equals(value.GetProperty("value").GetString(), line[2], StringComparison.Ordinal)
                )
                .Select(value =>
                    $"{value.GetProperty("target")} {(value.GetProperty("certain").GetBoolean() ? "certain" : "doubted")}"
                )
                .FirstOrDefault();
            if (!string.Equals(told, $"{line[3]} {line[4]}", StringComparison.Ordinal))
                yield return $"{letter}: {line[2]} is {told}";
        }
    }

    private static string Codes(JsonElement import) =>
        string.Join(
            ' ',
            import
                .GetProperty("notes")
                .EnumerateArray()
                .Select(note => note.GetProperty("code").GetString())
                .Where(code => code is not "ALREADY_IMPORTED")
                .Order(StringComparer.Ordinal)
        );

    private static string Texts(JsonElement list) =>
        string.Join(' ', list.EnumerateArray().Select(text => text.GetString()).Order(StringComparer.Ordinal));

    private string? One(string line) => Words(line) is [var one] ? one : null;

    private string[] Words(string line) =>
        lines.Find(words => words[0].Equals(line, StringComparison.Ordinal))?[1..] ?? [];

    private string Line(string letter) => string.Join(' ', Words(letter));

    [GeneratedRegex("\"[^\"]+\"|\\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>From the first letters of a format to the end of the line.</summary>
    [GeneratedRegex(
        @"(?<= |^)(?:dd|MM|yy|serial|unix).*$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Format();
}
