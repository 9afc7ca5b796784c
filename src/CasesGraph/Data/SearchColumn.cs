using System.Globalization;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>A column of a full-text index.</summary>
/// <param name="Name">Its name there.</param>
internal sealed record SearchColumn(string Name, SearchPart Part = SearchPart.Text)
{
    /// <summary>The column of the indexed table that the text stands in; a number counts as text.</summary>
    public string Source { get; init; } = Name;

    /// <summary>Which rows have their text in this column; null for all.</summary>
    public SearchCondition? Where { get; init; }

    /// <summary>Whether the source holds words of the index as they are, not a text.</summary>
    public bool IsReady { get; init; }

    /// <summary>Whether the source is a telephone number (<see cref="PhoneDigits"/>).</summary>
    public bool IsPhone { get; init; }

    /// <summary>What the source is computed from; none where it is written itself.</summary>
    public IReadOnlyList<string> ComputedFrom { get; init; } = [];

    public static SearchColumn Of(string property, SearchableAttribute declared) =>
        new(declared.Column ?? property, declared.Part)
        {
            Source = property,
            IsReady = declared.IsReady,
            IsPhone = declared.IsPhone,
            ComputedFrom = declared.ComputedFrom,
            Where = declared.When is { } column ? new(column, declared.Value, declared.Holds) : null,
        };

    /// <summary>What a write touches when it changes the column's text.</summary>
    public IEnumerable<string> Written => ComputedFrom is [] ? Sources : [.. ComputedFrom, .. Sources.Skip(1)];

    /// <summary>What decides the column's text.</summary>
    public IEnumerable<string> Sources => Where is null ? [Source] : [Source, Where.Column];

    /// <summary>What the index holds of a text.</summary>
    public string WordsOf(string? text) =>
        IsReady ? text ?? ""
        : IsPhone ? PhoneDigits.Words(text)
        : SearchText.Normalize(text);

    /// <summary>The same in SQL.</summary>
    /// <param name="asText">What makes text of a value there.</param>
    public string Words(string row, Func<string, string> asText) =>
        IsReady
            ? $"COALESCE({Text(row)}, '')"
            : $"{(IsPhone ? PhoneDigits.Function : "search_text")}({asText(Text(row))})";

    /// <summary>The text in SQL, null where there is none.</summary>
    /// <param name="row">What stands before the name of a column: a table's alias with its dot.</param>
    public string Text(string row) =>
        Where is null ? $"{row}\"{Source}\"" : $"CASE WHEN {Where.In(row)} THEN {row}\"{Source}\" END";
}

/// <summary>A column that has a value, or does not.</summary>
internal sealed record SearchCondition(string Column, int Value, bool Holds)
{
    public bool IsMetBy(long? value) => value == Value == Holds;

    public string In(string row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row}\"{Column}\" {(Holds ? "=" : "<>")} {Value}");
}
