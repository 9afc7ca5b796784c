using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Running;

namespace CasesGraph.Imports.Starting;

/// <summary>Where the text of a field stands in a row.</summary>
/// <param name="target">What it is for: several columns are items of a list, or parts of one text.</param>
internal sealed partial class FieldSource(ImportSourceInput from, TargetField target, IReadOnlyList<string> headers)
{
    private const string FirstLine = "firstLine";
    private readonly IReadOnlyList<Piece>? pieces = from.Template is { } text ? Pieces(text, headers) : null;

    public IReadOnlyList<int> Columns =>
        from.Column is { } one ? [one]
        : from.Columns is { } several ? several
        : pieces is not null ? [.. pieces.Select(piece => piece.Column).OfType<int>().Distinct()]
        : [];

    /// <summary>What a template names that there is not; null where it can be used.</summary>
    public static string? Mistake(string template, IReadOnlyList<string> headers)
    {
        foreach (Match place in Place().Matches(template))
        {
            if (!headers.Contains(place.Groups["name"].Value, StringComparer.Ordinal))
                return $"There is no column {{{place.Groups["name"].Value}}}.";
            if (place.Groups["how"] is { Success: true, Value: not FirstLine and var how })
                return $"Nothing is known of |{how}; there is |{FirstLine}.";
        }
        return null;
    }

    /// <summary>Null where nothing stands there.</summary>
    public string? Text(FileRow row)
    {
        if (from.Constant is { } constant)
            return constant;
        if (pieces is not null)
            return Filled(row);
        if (from.Columns is not { } several)
            return row[from.Column!.Value];
        var texts = several.Select(column => row[column]).OfType<string>().ToList();
        return texts.Count == 0 ? null
            : !target.IsList ? string.Join(' ', texts)
            : texts.Count == 1 ? texts[0]
            : JsonSerializer.Serialize(
                texts.SelectMany(text => target.IsConversation ? ListCell.Whole(text) : ListCell.Items(text))
            );
    }

    /// <summary>A template with nothing in any of its columns is nothing.</summary>
    private string? Filled(FileRow row)
    {
        var made = new StringBuilder();
        var isFilled = false;
        foreach (var piece in pieces!)
        {
            var text = piece.Column is { } column ? row[column] : piece.Text;
            isFilled |= piece.Column is not null && text is not null;
            made.Append(piece.IsFirstLine ? text?.TrimStart().Split('\n', 2)[0].TrimEnd() : text);
        }
        return isFilled ? made.ToString() : null;
    }

    private static List<Piece> Pieces(string template, IReadOnlyList<string> headers)
    {
        var found = new List<Piece>();
        var at = 0;
        foreach (Match place in Place().Matches(template))
        {
            found.Add(new(template[at..place.Index], Column: null, IsFirstLine: false));
            var column = headers
                .Index()
                .First(one => one.Item.Equals(place.Groups["name"].Value, StringComparison.Ordinal));
            found.Add(new("", column.Index, place.Groups["how"].Success));
            at = place.Index + place.Length;
        }
        found.Add(new(template[at..], Column: null, IsFirstLine: false));
        return found;
    }

    [GeneratedRegex(
        @"\{(?<name>[^{}|]+)(\|(?<how>[^{}]*))?\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();

    private sealed record Piece(string Text, int? Column, bool IsFirstLine);
}
