using System.Buffers;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Serving;

internal static class GraphAnswerWriter
{
    public static void Write(IBufferWriter<byte> output, GraphAnswer answer, ReadOnlySpan<byte> data)
    {
        output.Write("{"u8);
        if (answer.Errors.Count > 0)
        {
            output.Write("\"errors\":"u8);
            WriteErrors(output, answer.Errors);
        }
        if (answer.Executed)
        {
            output.Write(answer.Errors.Count > 0 ? ",\"data\":"u8 : "\"data\":"u8);
            output.Write(data);
        }
        if (answer.Cost is not null || answer.ViewAs is not null || answer.Hidden.Count > 0)
            WriteExtensions(output, answer);
        output.Write("}"u8);
    }

    private static void WriteExtensions(IBufferWriter<byte> output, GraphAnswer answer)
    {
        output.Write(",\"extensions\":"u8);
        using var json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        if (answer.Cost is { } cost)
            WriteCost(json, cost);
        if (answer.ViewAs is not null || answer.Hidden.Count > 0)
            WriteAccess(json, answer.ViewAs, answer.Hidden);
        json.WriteEndObject();
    }

    public static void WriteAccess(Utf8JsonWriter json, string? viewAs, IReadOnlyCollection<string> hidden)
    {
        json.WriteStartObject("access"u8);
        if (viewAs is not null)
            json.WriteString("viewAs"u8, viewAs);
        if (hidden.Count > 0)
        {
            json.WriteStartArray("hidden"u8);
            foreach (var coordinate in hidden)
                json.WriteStringValue(coordinate);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, OperationCost cost)
    {
        json.WriteStartObject("cost"u8);
        json.WriteNumber("requested"u8, cost.Requested);
        if (cost.Actual is { } actual)
            json.WriteNumber("actual"u8, actual);
        else
            json.WriteNull("actual"u8);
        json.WriteNumber("maximum"u8, cost.Maximum);
        if (cost.Remaining is { } remaining)
            json.WriteNumber("remaining"u8, remaining);
        else
            json.WriteNull("remaining"u8);
        json.WriteEndObject();
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
                json.WriteStringValue(step);
            json.WriteEndArray();
        }
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, error.Code);
        if (error.TraceId is { } traceId)
            json.WriteString("traceId"u8, traceId);
        if (error.Exceeded is { } exceeded)
            WriteExceeded(json, exceeded);
        if (error.Identity is { } identity)
        {
            json.WriteString("issuer"u8, identity.Issuer);
            json.WriteString("subjectHash"u8, identity.SubjectHash);
        }
        if (error.Shortage is { } missing)
        {
            json.WriteNumber("cost"u8, missing.Cost);
            json.WriteNumber("available"u8, missing.Available);
            json.WriteNumber("retryAfter"u8, Math.Ceiling(missing.Wait.TotalMilliseconds) / 1000);
        }
        if (error.Forbidden is { } forbidden)
        {
            json.WriteString("coordinate"u8, forbidden.Coordinate);
            json.WriteString("action"u8, forbidden.Action);
        }
        if (error.Written is { } written)
            json.WriteString("written"u8, Naming.UpperSnake(written.ToString()));
        if (error.WrittenFields.Count > 0)
        {
            json.WriteStartArray("writtenFields"u8);
            foreach (var field in error.WrittenFields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExceeded(Utf8JsonWriter json, ExceededLimit exceeded)
    {
        json.WriteString("limit"u8, exceeded.Limit);
        json.WriteNumber("requested"u8, exceeded.Requested);
        json.WriteNumber("maximum"u8, exceeded.Maximum);
        if (exceeded.Field is { } field)
            json.WriteString("field"u8, field);
        if (exceeded.FieldCost is { } cost)
            json.WriteNumber("fieldCost"u8, cost);
    }
}
