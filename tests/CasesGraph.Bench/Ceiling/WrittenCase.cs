using System.Text.Json;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>What the payload of a write tells.</summary>
internal sealed record WrittenCase(long Number, int Status, int Priority, int Version)
{
    /// <summary>Null where nothing was changed.</summary>
    public long? ChangeSet { get; init; }

    public long Message { get; init; }

    public void Write(Utf8JsonWriter json, SelectedField root)
    {
        json.WriteStartObject();
        foreach (var part in root.Fields)
        {
            json.WritePropertyName(part.Key);
            if (part.Name is "errors" || (part.Name is "changeSet" && ChangeSet is null))
                json.WriteNullValue();
            else
                WritePart(json, part);
        }
        json.WriteEndObject();
    }

    private void WritePart(Utf8JsonWriter json, SelectedField part)
    {
        json.WriteStartObject();
        foreach (var field in part.Fields)
        {
            json.WritePropertyName(field.Key);
            switch (part.Name, field.Name)
            {
                case ("changeSet", "id"):
                    JsonValues.WriteId(json, "ChangeSet:"u8, ChangeSet!.Value);
                    break;
                case ("caseUpdate", "id"):
                    JsonValues.WriteId(json, "CaseUpdate:"u8, Message);
                    break;
                case ("caseUpdate", "direction"):
                    json.WriteStringValue("OUTGOING"u8);
                    break;
                case (_, "id"):
                    JsonValues.WriteId(json, "Case:"u8, Number);
                    break;
                case (_, "number"):
                    json.WriteNumberValue(Number);
                    break;
                case (_, "status"):
                    json.WriteStringValue(Samples.Statuses[Status]);
                    break;
                case (_, "priority"):
                    json.WriteStringValue(Samples.Priorities[Priority]);
                    break;
                default:
                    json.WriteNumberValue(Version);
                    break;
            }
        }
        json.WriteEndObject();
    }
}
