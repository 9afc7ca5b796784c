using System.Globalization;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

internal sealed class ReadCase(CeilingConnections connections) : CeilingWork
{
    private const string Sql = $"""
        SELECT {CaseColumns.Sql} FROM "Case" c WHERE c."Number" = @number
        """;

    public override PreparedText Prepare(RequestText text) => new Text(connections, text);

    private sealed class Text(CeilingConnections connections, RequestText text) : PreparedText
    {
        private readonly JsonEncodedText key = JsonEncodedText.Encode(text.Root.Key);
        private readonly RowShape shape = new(text.Root.Fields, CaseColumns.All);
        private readonly Argument<long> number = new(
            text,
            "id",
            value => long.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        );

        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var connection = connections.Rent();
            var command = connection.Command(Sql, "@number");
            command.Parameters[0].Value = number.Of(variables);
            json.WritePropertyName(key);
            await using (var row = await command.ExecuteReaderAsync())
            {
                if (await row.ReadAsync())
                    shape.Write(json, row);
                else
                    json.WriteNullValue();
            }
            connections.Return(connection);
        }
    }
}
