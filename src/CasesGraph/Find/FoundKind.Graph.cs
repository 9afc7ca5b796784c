using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Find;

/// <summary>The search over one kind of records: a plan for the hits, and one for each place where records are asked for.</summary>
internal sealed class FoundKind(
    Planned<ReadPlan<HitWriter>> planned,
    RequestValues values,
    IReadOnlyDictionary<string, EntityRead> records
)
{
    private const string Name = "Query.find";

    public static FoundKind Of(
        EntityModel entity,
        string text,
        int first,
        CollectedField field,
        IReadOnlyList<CollectedField> fields,
        FieldReading request
    )
    {
        var search = new Dictionary<string, object?>(StringComparer.Ordinal) { ["search"] = text, ["first"] = first };
        var values = new RequestValues();
        values.Add(request.ListArguments(search, Name, entity, first, first));
        var excerpts = new List<SelectedField>();
        var records = new Dictionary<string, EntityRead>(StringComparer.Ordinal);
        foreach (var part in fields)
        {
            if (part.Name is "excerpt")
                excerpts.Add(request.Excerpt(part));
            else if (part.Name is "record")
                records.Add(part.Key, request.Entity(entity, part, Price.Join(field.Key, part.Key), first));
        }
        var list = new ListSelection(entity, Node: null, Index: 0, [new EdgesPart(field.Key, excerpts)]);
        request.Cost.Add(field.Key, PriceReader.Of(list), parents: 1, values);
        return new FoundKind(request.Plans.Hits(list, values), values, records);
    }

    public async Task<FoundHits> ReadAsync(ReadSession session, CancellationToken token)
    {
        var (plan, writer) = planned.Value;
        var children = await plan.RunAsync(session, values, [RowPlan.SoleOwner], token);
        var page = new Page(children, RowPlan.SoleOwner, values.List(0));
        var keys = Enumerable.Range(0, page.Count).Select(at => writer.KeyOf(page.Rows, page.RowAt(at))).ToList();
        var written = new Dictionary<string, Action<Utf8JsonWriter, long>>(StringComparer.Ordinal);
        foreach (var (key, read) in records)
            written[key] = await read.RunAsync(session, keys, token);
        return new FoundHits(page, keys, writer, written);
    }
}

/// <summary>What was found of one kind.</summary>
internal sealed class FoundHits(
    Page page,
    IReadOnlyList<long> keys,
    HitWriter writer,
    IReadOnlyDictionary<string, Action<Utf8JsonWriter, long>> records
)
{
    public void Write(Utf8JsonWriter json, IReadOnlyList<CollectedField> fields)
    {
        for (var at = 0; at < keys.Count; at++)
        {
            json.WriteStartObject();
            var excerpt = 0;
            foreach (var field in fields)
            {
                json.WritePropertyName(field.Key);
                switch (field.Name)
                {
                    case "record":
                        records[field.Key](json, keys[at]);
                        break;
                    case "excerpt":
                        writer.Write(json, page.Rows, page.RowAt(at), excerpt++);
                        break;
                    default:
                        json.WriteStringValue(FindTypes.Hit);
                        break;
                }
            }
            json.WriteEndObject();
        }
    }
}
