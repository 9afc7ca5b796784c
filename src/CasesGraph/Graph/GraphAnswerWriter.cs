using System.Buffers;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Graph;

internal static class GraphAnswerWriter
{
    public static void Write(
        IBufferWriter<byte> output,
        IReadOnlyList<GraphError> errors,
        ReadOnlySpan<byte> data,
        bool executed
    )
    {
        output.Write("{"u8);
        if (errors.Count > 0)
        {
            output.Write("\"errors\":"u8);
            WriteErrors(output, errors);
        }
        if (executed)
        {
            output.Write(errors.Count > 0 ? ",\"data\":"u8 : "\"data\":"u8);
            output.Write(data);
        }
        output.Write("}"u8);
    }

    public static void WriteErrors(IBufferWriter<byte> output, IReadOnlyList<GraphError> errors)
    {
        using var json = new Utf8JsonWriter(output, JsonText.Options);
        WriteErrors(json, errors);
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<GraphError> errors)
    {
        json.WriteStartArray();
        foreach (var error in errors)
            WriteError(json, error);
        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, GraphError error)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, error.Message);
        if (error.Locations.Count > 0)
        {
            json.WriteStartArray("locations"u8);
            foreach (var location in error.Locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line"u8, location.Line);
                json.WriteNumber("column"u8, location.Column);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (error.Path is { } path)
        {
            json.WriteStartArray("path"u8);
            foreach (var step in path)
            {
                if (step is int index)
                    json.WriteNumberValue(index);
                else
                    json.WriteStringValue((string)step);
            }
            json.WriteEndArray();
        }
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, error.Code);
        if (error.TraceId is { } traceId)
            json.WriteString("traceId"u8, traceId);
        if (error.Outage is { } outage)
            json.WriteString("written"u8, outage.Written is Written.No ? "NO"u8 : "UNKNOWN"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
