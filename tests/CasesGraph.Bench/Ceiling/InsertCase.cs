using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>Writes a case and its part of the change log, durably.</summary>
internal sealed class InsertCase(CeilingConnections connections) : CeilingWork
{
    private readonly Func<NewCase, Task<CreatedCase>> insert = connections.OneWriter
        ? new GroupCommit(connections).RunAsync
        : new OwnCommit(connections).RunAsync;

    public override PreparedText Prepare(RequestText text) => new Text(insert, text);

    private sealed class Text(Func<NewCase, Task<CreatedCase>> insert, RequestText text) : PreparedText
    {
        private readonly JsonEncodedText key = JsonEncodedText.Encode(text.Root.Key);
        private readonly Argument<string> subject = new(text, "subject", value => value.GetString()!);
        private readonly Argument<string> description = new(text, "description", value => value.GetString()!);
        private readonly Argument<int> priority = new(text, "priority", CaseColumns.Priority);
        private readonly Argument<int> type = new(text, "type", CaseColumns.Type);
        private readonly Argument<long> account = new(text, "accountId", value => KeyOf(value, "Account:"u8));
        private readonly Argument<long> assignee = new(text, "assignedToId", value => KeyOf(value, "User:"u8));

        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var created = await insert(
                new NewCase(
                    subject.Of(variables),
                    description.Of(variables),
                    priority.Of(variables),
                    type.Of(variables),
                    account.Of(variables),
                    assignee.Of(variables)
                )
            );
            json.WriteStartObject(key);
            foreach (var part in text.Root.Fields)
            {
                json.WritePropertyName(part.Key);
                if (part.Name is "errors")
                    json.WriteNullValue();
                else
                    Write(json, part, created);
            }
            json.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter json, SelectedField part, CreatedCase created)
        {
            json.WriteStartObject();
            foreach (var field in part.Fields)
            {
                json.WritePropertyName(field.Key);
                switch (field.Name)
                {
                    case "id" when part.Name is "changeSet":
                        JsonValues.WriteId(json, "ChangeSet:"u8, created.ChangeSet);
                        break;
                    case "id":
                        JsonValues.WriteId(json, "Case:"u8, created.Number);
                        break;
                    case "number":
                        json.WriteNumberValue(created.Number);
                        break;
                    case "status":
                        json.WriteStringValue("ASSIGNED"u8);
                        break;
                    default:
                        json.WriteNumberValue(1);
                        break;
                }
            }
            json.WriteEndObject();
        }
    }

    private static long KeyOf(JsonElement id, ReadOnlySpan<byte> prefix)
    {
        var plain = Base64Url.DecodeFromChars(id.GetString()).AsSpan();
        return plain.StartsWith(prefix) && Utf8Parser.TryParse(plain[prefix.Length..], out long key, out _)
            ? key
            : throw new ArgumentException("It is no id of the wanted type.", nameof(id));
    }
}
