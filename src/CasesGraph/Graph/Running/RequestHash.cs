using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Running;

/// <summary>
/// What makes a request another than others: the operation as GraphQL reads it, the values of its variables and its files.
/// How a client happens to write the same does not count: blanks, comments and commas, the order of fields in JSON,
/// escapes, forms of numbers.
/// </summary>
internal static class RequestHash
{
    public static byte[] Of(GraphRequest request, GraphQLOperationDefinition operation)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            json.WriteStringValue(operation.Name?.StringValue);
            WriteDocument(json, DocumentReader.WithLineFeeds(request.Query!));
            WriteVariables(json, request.Variables, operation);
            foreach (var (path, file) in request.Uploads.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                json.WriteStringValue(path);
                json.WriteStringValue(file.FileName);
                json.WriteStringValue(file.Content?.Sha256);
            }
            json.WriteEndArray();
        }
        return SHA256.HashData(text.WrittenSpan);
    }

    /// <summary>As earlier versions had it.</summary>
    public static byte[] OfText(GraphRequest request)
    {
        var variables = request.Variables.ValueKind is JsonValueKind.Undefined ? "" : request.Variables.GetRawText();
        var files = request
            .Uploads.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"\0{file.Key}\0{file.Value.FileName}\0{file.Value.Content?.Sha256}");
        var body = $"{request.Query}\0{request.OperationName}\0{variables}{string.Concat(files)}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(body));
    }

    private static void WriteDocument(Utf8JsonWriter json, string document)
    {
        json.WriteStartArray();
        for (var at = 0; ; )
        {
            var token = Lexer.Lex(document, at);
            if (token.Kind is TokenKind.EOF)
                break;
            at = token.End;
            if (token.Kind is TokenKind.COMMENT)
                continue;
            var value = token.Value.ToString();
            var text = token.Kind switch
            {
                TokenKind.STRING => $"s{value}",
                TokenKind.INT or TokenKind.FLOAT => $"n{Number(value)}",
                TokenKind.NAME => $"i{value}",
                var mark => $"({mark})",
            };
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static void WriteVariables(Utf8JsonWriter json, JsonElement variables, GraphQLOperationDefinition operation)
    {
        json.WriteStartObject();
        if (variables.ValueKind is JsonValueKind.Object)
        {
            var ordered = operation
                .Variables?.Items.Where(variable => IsSortKey(variable.Type))
                .Select(variable => variable.Variable.Name.StringValue)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var variable in Sorted(variables))
            {
                json.WritePropertyName(variable.Name);
                WriteValue(json, variable.Value, sorts: ordered?.Contains(variable.Name) is not true);
            }
        }
        json.WriteEndObject();
    }

    /// <summary>Writes a value in the one form that all ways to write it have.</summary>
    /// <param name="sorts">Whether the order of an object's fields means nothing.</param>
    private static void WriteValue(Utf8JsonWriter json, JsonElement value, bool sorts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var field in sorts ? Sorted(value) : value.EnumerateObject())
                {
                    json.WritePropertyName(field.Name);
                    WriteValue(json, field.Value, sorts);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteValue(json, item, sorts);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue($"s{value.GetString()}");
                break;
            case JsonValueKind.Number:
                json.WriteStringValue($"n{Number(value.GetRawText())}");
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static IEnumerable<JsonProperty> Sorted(JsonElement value) =>
        value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal);

    /// <summary>In an object of several sort keys the first comes first (WrittenOrder).</summary>
    private static bool IsSortKey(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType { Type: var inner } => IsSortKey(inner),
            GraphQLListType { Type: var item } => IsSortKey(item),
            _ => SortTypes.Is(((GraphQLNamedType)type).Name.StringValue),
        };

    /// <summary>1, 1.0 and 1e0 are one value. As both, since each of the two forms has values that the other has not.</summary>
    private static string Number(string written)
    {
        var number = double.Parse(written, CultureInfo.InvariantCulture);
        var exact = decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("G29", CultureInfo.InvariantCulture)
            : written;
        return string.Create(CultureInfo.InvariantCulture, $"{number:R} {exact}");
    }
}
