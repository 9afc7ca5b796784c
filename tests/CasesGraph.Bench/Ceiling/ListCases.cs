using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

internal sealed class ListCases(CeilingConnections connections, bool related, bool deep) : CeilingWork
{
    private const string Filter = """
        c."DeletedAt" IS NULL AND c."Status" = @status AND c."Priority" = @priority
        """;

    /// <summary>The count goes along in the one statement, so that both see the same state.</summary>
    private const string RelatedColumns = $"""
        , a."Name", u."FullName", (SELECT COUNT(*) FROM "Case" c WHERE {Filter})
        """;

    private const string Joins = """
        LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
        """;

    private readonly ConcurrentDictionary<int, string> withLimit = new();

    private readonly string sql = $"""
        SELECT {CaseColumns.Sql}{(related ? RelatedColumns : "")} FROM "Case" c {(related ? Joins : "")}
        WHERE {Filter}{(deep ? """ AND (c."UpdatedAt", c."Number") < (@updatedAt, @after)""" : "")}
        ORDER BY c."UpdatedAt" DESC, c."Number" DESC LIMIT @first
        """;

    private static readonly IReadOnlyList<Column> Columns =
    [
        .. CaseColumns.All,
        new("account", 9, ColumnKind.Text) { Inner = [new("name", 9, ColumnKind.Text)] },
        new("assignedTo", 10, ColumnKind.Text) { Inner = [new("fullName", 10, ColumnKind.Text)] },
    ];

    private static readonly string[] Parameters = ["@status", "@priority", "@first"];
    private static readonly string[] DeepParameters = [.. Parameters, "@updatedAt", "@after"];

    /// <summary>PostgreSQL makes a plan anew for each value of a LIMIT that is a parameter.</summary>
    private string Sql(int first) =>
        connections.OneWriter
            ? sql
            : withLimit.GetOrAdd(
                first,
                size => sql.Replace("@first", size.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            );

    public override PreparedText Prepare(RequestText text) => new Text(connections, this, text, deep);

    private sealed class Text(CeilingConnections connections, ListCases list, RequestText text, bool deep)
        : PreparedText
    {
        private readonly JsonEncodedText key = JsonEncodedText.Encode(text.Root.Key);
        private readonly RowShape shape = new(text.Root["nodes"].Fields, Columns);
        private readonly (JsonEncodedText Key, bool IsCount)[] parts =
        [
            .. text.Root.Fields.Select(part => (JsonEncodedText.Encode(part.Key), part.Name is "totalCount")),
        ];
        private readonly Argument<int> status = new(text, "status", CaseColumns.Status);
        private readonly Argument<int> priority = new(text, "priority", CaseColumns.Priority);
        private readonly Argument<int> first = new(text, "first", value => value.GetInt32());
        private readonly Argument<Place>? after = deep ? new(text, "after", Place.Read) : null;

        public override async Task WriteAsync(Utf8JsonWriter json, JsonElement variables)
        {
            var connection = connections.Rent();
            var size = first.Of(variables);
            var command = connection.Command(list.Sql(size), deep ? DeepParameters : Parameters);
            command.Parameters[0].Value = status.Of(variables);
            command.Parameters[1].Value = priority.Of(variables);
            command.Parameters[2].Value = size;
            if (after?.Of(variables) is { } place)
            {
                command.Parameters[3].Value = place.UpdatedAt;
                command.Parameters[4].Value = place.Number;
            }
            await using (var rows = await command.ExecuteReaderAsync())
                await WriteAsync(json, rows);
            connections.Return(connection);
        }

        private async Task WriteAsync(Utf8JsonWriter json, DbDataReader rows)
        {
            json.WriteStartObject(key);
            // The count may stand before the rows that bring it.
            var any = await rows.ReadAsync();
            var count = parts.Length > 1 && any ? rows.GetInt64(11) : 0;
            foreach (var (part, isCount) in parts)
            {
                if (isCount)
                {
                    json.WriteNumber(part, count);
                    continue;
                }
                json.WriteStartArray(part);
                for (var more = any; more; more = await rows.ReadAsync())
                    shape.Write(json, rows);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
    }

    /// <summary>What a cursor of the product says: version, the order's values as JSON, seal.</summary>
    private sealed record Place(long UpdatedAt, long Number)
    {
        private const int SealLength = 8;

        public static Place Read(JsonElement cursor)
        {
            var bytes = Base64Url.DecodeFromChars(cursor.GetString());
            var json = new Utf8JsonReader(bytes.AsSpan(1..^SealLength));
            json.Read();
            json.Read();
            var updatedAt = json.GetInt64();
            json.Read();
            return new Place(updatedAt, json.GetInt64());
        }
    }
}
