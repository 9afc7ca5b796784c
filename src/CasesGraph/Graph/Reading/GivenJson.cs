using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Reading;

/// <summary>Coerced values as a request can send them again.</summary>
internal static class GivenJson
{
    public static string Of(object? value)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonText.Options))
            Write(json, value);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            // To the digit behind the last one that is stored: what lies between two stored times stays there.
            case DateTime time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                json.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture));
                break;
            case CalendarDuration duration:
                json.WriteStringValue(duration.Text);
                break;
            case not null when Scalar.Find(value.GetType()) is { Names: { } names }:
                json.WriteStringValue(names.Single(one => one.Value.Equals(value)).Name);
                break;
            case IReadOnlyDictionary<string, object?> parts:
                json.WriteStartObject();
                foreach (var (name, part) in parts)
                {
                    json.WritePropertyName(name);
                    Write(json, part);
                }
                json.WriteEndObject();
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case IFormattable number:
                json.WriteRawValue(number.ToString(format: null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"{value.GetType().Name} is no coerced value.");
        }
    }
}
