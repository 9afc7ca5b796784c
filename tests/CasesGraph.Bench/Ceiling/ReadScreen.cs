using System.Data.Common;
using System.Text.Json;
using CasesGraph.Bench.Screens;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>A screen's rows by the statement in ceilings.sql, written as they are.</summary>
internal sealed class ReadScreen(CeilingConnections connections) : CeilingWork
{
    public override PreparedText Prepare(RequestText text) => new Text(connections, ScreenCeilings.All[text.Root.Name]);

    private sealed class Text(CeilingConnections connections, ScreenCeiling ceiling) : PreparedText
    {
        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var connection = connections.Rent();
            var command = connection.Command(ceiling.Sql, [.. ceiling.Parameters]);
            foreach (DbParameter parameter in command.Parameters)
                parameter.Value = ValueOf(variables.GetProperty(parameter.ParameterName[1..]));
            json.WriteStartArray("rows"u8);
            await using (var row = await command.ExecuteReaderAsync())
            {
                var names = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToArray();
                while (await row.ReadAsync())
                {
                    json.WriteStartObject();
                    for (var column = 0; column < names.Length; column++)
                        Write(json, names[column], row.IsDBNull(column) ? null : row.GetValue(column));
                    json.WriteEndObject();
                }
            }
            json.WriteEndArray();
            connections.Return(connection);
        }

        private static object ValueOf(JsonElement value) =>
            value.ValueKind is JsonValueKind.Number ? value.GetInt64() : value.GetString()!;

        private static void Write(Utf8JsonWriter json, string name, object? value)
        {
            switch (value)
            {
                case null:
                    json.WriteNull(name);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                default:
                    json.WriteString(name, value.ToString());
                    break;
            }
        }
    }
}
