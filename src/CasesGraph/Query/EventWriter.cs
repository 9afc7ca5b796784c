using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Writes one row as a whole answer of its own.</summary>
/// <param name="position">The rows' column with their place in the log.</param>
/// <param name="facts">The columns by which the list's own argument is decided.</param>
internal sealed class EventWriter(string key, ObjectWriter row, int position, (int Column, Scalar Scalar)[] facts)
{
    private readonly JsonEncodedText key = JsonEncodedText.Encode(key, JsonText.Encoder);

    public long PositionOf(RowSet rows, int at) => rows[at, position].Number;

    public object?[] FactsOf(RowSet rows, int at) =>
        Array.ConvertAll(facts, fact => DerivedWriter.Boxed(rows[at, fact.Column], fact.Scalar));

    /// <summary>The whole answer.</summary>
    /// <param name="followed">What the list's own argument makes of the row; null where there is none.</param>
    public byte[] Write(RowSet rows, int at, object? followed, AnswerBound bound)
    {
        rows.Followed = followed;
        return EventAnswer.Write(key, json => row.Write(json, rows, at), bound);
    }

    /// <summary>In the place of an event whose rows are too large to be read.</summary>
    public byte[] Refuse(RequestErrorException tooLarge) => EventAnswer.Refuse(key, tooLarge);
}
