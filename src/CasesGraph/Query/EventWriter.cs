using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Writes one row as a whole answer of its own.</summary>
/// <param name="Position">The rows' column with their place in the log.</param>
/// <param name="Facts">The columns by which the list's own argument is decided.</param>
internal sealed record EventWriter(string Key, ObjectWriter Row, int Position, (int Column, Scalar Scalar)[] Facts)
{
    private readonly JsonEncodedText key = JsonEncodedText.Encode(Key, JsonText.Encoder);

    /// <summary>What of its answers the caller may not read, by schema coordinates.</summary>
    public IReadOnlyCollection<string> Hidden { get; init; } = [];

    public long PositionOf(RowSet rows, int at) => rows[at, Position].Number;

    public object?[] FactsOf(RowSet rows, int at) =>
        Array.ConvertAll(Facts, fact => DerivedWriter.Boxed(rows[at, fact.Column], fact.Scalar));

    /// <summary>The whole answer.</summary>
    /// <param name="followed">What the list's own argument makes of the row; null where there is none.</param>
    public byte[] Write(RowSet rows, int at, object? followed, AnswerBound bound)
    {
        rows.Followed = followed;
        return EventAnswer.Write(key, json => Row.Write(json, rows, at), bound, Hidden);
    }

    /// <summary>In the place of an event whose rows are too large to be read.</summary>
    public byte[] Refuse(RequestErrorException tooLarge) => EventAnswer.Refuse(key, tooLarge);
}
