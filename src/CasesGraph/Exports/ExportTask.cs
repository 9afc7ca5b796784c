using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Exports.Parts;
using CasesGraph.Imports;
using CasesGraph.Jobs;
using CasesGraph.Model;

namespace CasesGraph.Exports;

/// <summary>What a job is to write into a file, as it is kept with the job: conditions as they were given, never resolved.</summary>
/// <param name="Entity">The name of the entity whose rows are the file's.</param>
/// <param name="Fields">Names of columns.</param>
/// <param name="Where">JSON; null for no condition.</param>
/// <param name="Order">JSON of a list of sort keys; null for the usual order.</param>
/// <param name="Include">Null for none, as in tasks of earlier versions.</param>
internal sealed record ExportTask(
    string Entity,
    FileFormat Format,
    IReadOnlyList<string> Fields,
    bool Labels,
    string TimeZone,
    char Delimiter,
    bool ByteOrderMark,
    bool NeutralizeFormulas,
    bool IncludeDeleted,
    string? Where,
    string? Search,
    string? Order,
    string? Reason,
    IReadOnlyList<ExportPart>? Include
)
{
    public static ExportTask Read(string work) => JsonSerializer.Deserialize<ExportTask>(work, JobJson.Options)!;

    public string Write() => JsonSerializer.Serialize(this, JobJson.Options);

    public EntityModel Model() => EntityModel.All.Single(one => one.Name.Equals(Entity, StringComparison.Ordinal));

    public IReadOnlyList<ExportedField> Columns()
    {
        var known = ExportedField.Of(Model()).ToDictionary(field => field.Name, StringComparer.Ordinal);
        return [.. Fields.Select(name => known[name])];
    }

    public IReadOnlyList<ExportedPart> Parts() => [.. (Include ?? []).Select(part => new ExportedPart(Model(), part))];

    /// <summary>What the cells of a row are called.</summary>
    public IEnumerable<string> Names() => Fields.Concat(Parts().Select(part => part.Name));

    /// <summary>The variables of the query that reads a page.</summary>
    /// <param name="after">The cursor of the page before; null for the first.</param>
    public JsonElement Variables(string? after)
    {
        var given = new JsonObject
        {
            ["where"] = Where is null ? null : JsonNode.Parse(Where),
            ["search"] = Search,
            ["order"] = Order is null ? null : JsonNode.Parse(Order),
            ["includeDeleted"] = IncludeDeleted,
            ["after"] = after,
        };
        return JsonSerializer.SerializeToElement(given);
    }
}
