using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Texts;
using CasesGraph.Cases;

namespace CasesGraph.Bench.Peer;

/// <summary>
/// A request in PostGraphile's schema of the same tables: the same fields in the same order under the same keys, values
/// in the document or as variables as there. Enums are numbers to it, times are microseconds.
/// </summary>
internal sealed class PeerText(RequestText text, IReadOnlyDictionary<string, JsonNode> values, bool wholeCase)
{
    private readonly List<string> declared = [];
    private readonly JsonObject variables = [];

    /// <summary>The body of a request.</summary>
    /// <param name="wholeCase">Creates a case with all that belongs to it (<see cref="WholeCase"/>), not the row alone.</param>
    public static string Body(RequestText text, IReadOnlyDictionary<string, JsonNode> values, bool wholeCase) =>
        new PeerText(text, values, wholeCase).Body();

    private string Body()
    {
        var (kind, field, below) = text.Root.Name switch
        {
            "caseById" => ("query", $"caseByNumber(number: {Argument("id", "BigInt!")})", Print(text.Root)),
            "createCase" when wholeCase => ("mutation", $"createWholeCase(input: {{ {Whole()} }})", Print(text.Root)),
            "createCase" => ("mutation", $"createCase(input: {{ case: {{ {NewCase()} }} }})", Print(text.Root)),
            _ => ("query", $"allCases({Arguments()})", Print(text.Root)),
        };
        var head = declared.Count == 0 ? "" : $"({string.Join(", ", declared)})";
        var document = $"{kind} Bench{head} {{ {text.Root.Key}: {field} {below} }}";
        var body = new JsonObject { ["query"] = document, ["variables"] = variables };
        return ClientJson.Of(body);
    }

    private string Arguments() =>
        $"first: {Argument("first", "Int")}, orderBy: [UPDATED_AT_DESC, NUMBER_DESC], "
        + $"filter: {{ status: {{ equalTo: {Argument("status", "Int")} }}, "
        + $"priority: {{ equalTo: {Argument("priority", "Int")} }}, deletedAt: {{ isNull: true }} }}";

    private string Given() =>
        $"subject: {Argument("subject", "String!")}, description: {Argument("description", "String")}, "
        + $"priority: {Argument("priority", "Int!")}, type: {Argument("type", "Int")}, "
        + $"accountId: {Argument("accountId", "BigInt")}, assignedToId: {Argument("assignedToId", "BigInt")}";

    private string Whole() => $"{Given()}, subjectBands: {Argument("subjectBands", "String", of: "subject")}";

    /// <summary>Only the row: no checks, no change log.</summary>
    private string NewCase() =>
        $"{Given()}, "
        + "status: 1, source: 0, version: 1, createdByUserId: \"1\", updatedByUserId: \"1\", "
        + "createdAt: \"1767225600000000\", updatedAt: \"1767225600000000\"";

    /// <summary>A value, in the document or as a variable as the product's request has what it is made of.</summary>
    private string Argument(string name, string type, string? of = null)
    {
        if (text.Inline.TryGetValue(of ?? name, out var known))
            return ClientJson.Of(Value(name, known));
        declared.Add($"${name}: {type}");
        variables[name] = Value(name, values[of ?? name]);
        return $"${name}";
    }

    private static JsonNode Value(string name, JsonNode value) =>
        name switch
        {
            "id" => value.GetValue<string>(),
            "status" => Array.IndexOf(Samples.Statuses, value.GetValue<string>()),
            "priority" => Array.IndexOf(Samples.Priorities, value.GetValue<string>()),
            "type" => Array.IndexOf(Samples.Types, value.GetValue<string>()),
            "subjectBands" => new Case { Subject = value.GetValue<string>() }.SubjectBands!,
            "accountId" or "assignedToId" => KeyOf(value.GetValue<string>()),
            _ => value.DeepClone(),
        };

    private static string KeyOf(string id) =>
        Encoding.ASCII.GetString(Base64Url.DecodeFromChars(id)).Split(':')[1].ToString(CultureInfo.InvariantCulture);

    private string Print(SelectedField of) =>
        of.Fields.Count == 0 ? "" : $"{{ {string.Join(' ', of.Fields.Where(Has).Select(Field))} }}";

    private string Field(SelectedField field) =>
        field.Name switch
        {
            "account" => $"{field.Key}: accountByAccountId {Print(field)}",
            "assignedTo" => $"{field.Key}: userByAssignedToId {Print(field)}",
            "case" when wholeCase => $"{field.Key}: result {Print(field)}",
            var name => $"{field.Key}: {name} {Print(field)}",
        };

    /// <summary>It has no change log and no errors as data.</summary>
    public static bool Has(SelectedField field) => field.Name is not ("changeSet" or "errors");
}
