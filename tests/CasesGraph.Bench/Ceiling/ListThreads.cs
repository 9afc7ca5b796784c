using System.Data.Common;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>
/// Three statements that run side by side, so that rows go straight from the database into the answer. The first is
/// open while the others start, which keeps all three in one state of the database.
/// </summary>
internal sealed class ListThreads(CeilingConnections connections) : CeilingWork
{
    private const string Page = """
        FROM "Case" c WHERE c."DeletedAt" IS NULL AND c."Status" = @status AND c."Priority" = @priority
        ORDER BY c."UpdatedAt" DESC, c."Number" DESC LIMIT @first
        """;

    private const string Cases = $"""SELECT {CaseColumns.Sql} {Page}""";

    private const string Updates = $"""
        SELECT k."Number", u."Text", u."Direction", u."CreatedAt"
        FROM (SELECT c."Number", c."UpdatedAt" {Page}) k
        JOIN "CaseUpdate" u ON u."Id" IN (
          SELECT l."Id" FROM "CaseUpdate" l WHERE l."CaseNumber" = k."Number"
          ORDER BY l."SentAt" DESC, l."Id" DESC LIMIT @last)
        ORDER BY k."UpdatedAt" DESC, k."Number" DESC, u."SentAt", u."Id"
        """;

    private const string Contacts = $"""
        SELECT k."Number", l."Role", p."Id", p."FullName", p."Email"
        FROM (SELECT c."Number", c."UpdatedAt" {Page}) k
        JOIN "CaseContact" l ON l."CaseNumber" = k."Number"
        JOIN "Contact" p ON p."Id" = l."ContactId"
        ORDER BY k."UpdatedAt" DESC, k."Number" DESC, p."LastName", p."FirstName", p."Id"
        """;

    private static readonly Column[] CaseFields =
    [
        .. CaseColumns.All,
        new("updates", 0, ColumnKind.Rows),
        new("contacts", 1, ColumnKind.Rows),
    ];

    private static readonly Column[] UpdateFields =
    [
        new("text", 1, ColumnKind.Text),
        new("direction", 2, ColumnKind.Name, "INCOMING", "OUTGOING", "NOTE"),
        new("createdAt", 3, ColumnKind.Instant),
    ];

    private static readonly Column[] ContactFields =
    [
        new("role", 1, ColumnKind.Name, "PRIMARY", "ALTERNATE", "OTHER"),
        new("node", 2, ColumnKind.Number)
        {
            Inner =
            [
                new("id", 2, ColumnKind.Id, "Contact"),
                new("fullName", 3, ColumnKind.Text),
                new("email", 4, ColumnKind.Text),
            ],
        },
    ];

    public override PreparedText Prepare(RequestText text) => new Text(connections, text);

    private sealed class Text(CeilingConnections connections, RequestText text) : PreparedText
    {
        private readonly JsonEncodedText key = JsonEncodedText.Encode(text.Root.Key);
        private readonly JsonEncodedText nodes = JsonEncodedText.Encode(text.Root["nodes"].Key);
        private readonly RowShape shape = new(text.Root["nodes"].Fields, CaseFields);
        private readonly ChildShape updates = new(text.Root["nodes"]["updates"], UpdateFields);
        private readonly ChildShape contacts = new(text.Root["nodes"]["contacts"], ContactFields);
        private readonly Argument<int> status = new(text, "status", CaseColumns.Status);
        private readonly Argument<int> priority = new(text, "priority", CaseColumns.Priority);
        private readonly Argument<int> first = new(text, "first", value => value.GetInt32());
        private readonly Argument<int> last = new(text, "last", value => value.GetInt32());

        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var connection = connections.Rent();
            json.WriteStartObject(key);
            json.WriteStartArray(nodes);
            await using (var cases = await ReadAsync(Cases))
            {
                var more = await cases.ReadAsync();
                await using var updateRows = await ReadAsync(Updates);
                await using var contactRows = await ReadAsync(Contacts);
                var below = new[] { new ChildRows(updateRows, updates), new ChildRows(contactRows, contacts) };
                for (; more; more = await cases.ReadAsync())
                    shape.Write(json, cases, below);
            }
            json.WriteEndArray();
            json.WriteEndObject();
            connections.Return(connection);

            Task<DbDataReader> ReadAsync(string sql)
            {
                var command = connection.Command(sql, "@status", "@priority", "@first", "@last");
                command.Parameters[0].Value = status.Of(variables);
                command.Parameters[1].Value = priority.Of(variables);
                command.Parameters[2].Value = first.Of(variables);
                command.Parameters[3].Value = last.Of(variables);
                return command.ExecuteReaderAsync();
            }
        }
    }
}
