using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>Writes to a case and its change log, durably.</summary>
/// <param name="writes">The statements on a connection.</param>
/// <param name="read">A text's arguments, read from the variables of a request.</param>
internal sealed class WriteCase<TInput>(
    CeilingConnections connections,
    Func<WritingConnection, CeilingWrites<TInput, WrittenCase>> writes,
    Func<RequestText, Func<JsonElement, TInput>> read
) : CeilingWork
{
    private readonly Func<TInput, Task<WrittenCase>> write = connections.OneWriter
        ? new GroupCommit<TInput, WrittenCase>(connections, writes).RunAsync
        : new OwnCommit<TInput, WrittenCase>(connections, writes).RunAsync;

    public override PreparedText Prepare(RequestText text) => new Text(write, text, read(text));

    private sealed class Text(Func<TInput, Task<WrittenCase>> write, RequestText text, Func<JsonElement, TInput> read)
        : PreparedText
    {
        private readonly JsonEncodedText key = JsonEncodedText.Encode(text.Root.Key);

        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var written = await write(read(variables));
            json.WritePropertyName(key);
            written.Write(json, text.Root);
        }
    }
}
