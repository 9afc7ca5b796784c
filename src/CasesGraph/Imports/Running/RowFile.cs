using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Running;

/// <summary>A file that a message of a row brings, in the row itself: nothing is fetched from anywhere.</summary>
internal sealed class RowFile(string fileName, byte[] content)
{
    private Upload? upload;

    public string FileName => fileName;
    public ReadOnlyMemory<byte> Content => content;

    /// <summary>What became of it (<see cref="RowFiles"/>).</summary>
    public Upload Upload
    {
        get => upload ?? throw new InvalidOperationException("The files of the row have not been looked at.");
        set => upload = value;
    }

    /// <summary>Those of a list of objects in JSON; null where it is none, or one of them is not what a file is.</summary>
    public static IReadOnlyList<RowFile>? Read(string list) =>
        JsonCell.Read<IReadOnlyList<RowFile>>(list, json => [.. json.EnumerateArray().Select(Of)]);

    /// <summary>Content that is no Base64 is told like a list that is no JSON.</summary>
    private static RowFile Of(JsonElement one) =>
        new(
            WritingDirection.Unturned(one.TryGetProperty("fileName", out var name) ? name.GetString() ?? "" : ""),
            one.TryGetProperty("base64", out var content) && content.TryGetBytesFromBase64(out var bytes)
                ? bytes
                : throw new JsonException()
        );
}
