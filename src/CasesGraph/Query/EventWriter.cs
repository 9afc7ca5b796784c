using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Writes one row as a whole answer of its own.</summary>
/// <param name="key">The response key.</param>
/// <param name="position">The rows' column with their place in the log.</param>
internal sealed class EventWriter(string key, ObjectWriter row, int position)
{
    private readonly JsonEncodedText key = JsonEncodedText.Encode(key, JsonText.Encoder);

    public long PositionOf(RowSet rows, int at) => rows[at, position].Number;

    public byte[] Write(RowSet rows, int at, AnswerBound bound) =>
        EventAnswer.Write(key, json => row.Write(json, rows, at), bound);

    /// <summary>In the place of an event whose rows are too large to be read.</summary>
    public byte[] Refuse(RequestErrorException tooLarge) => EventAnswer.Refuse(key, tooLarge);
}
