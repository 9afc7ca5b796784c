using System.Text.Json;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Graph.Running;

internal sealed record ListField(EntityModel Entity, string Name, string Description)
    : QueryField(Name, $"{Entity.Plural}Connection", Description, FieldRight.ToList(Entity.Type))
{
    public override QueryArguments Declare(TypeRegistry types)
    {
        ConnectionTypes.Ensure(types, Entity.Plural, Entity.Type, []);
        return ListArgumentTypes.Of(types, Entity);
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var read = request.List(Entity, field);
        var values = request.Values(read);
        request.Cost.Add(field.Key, read.Price, parents: 1, values);
        var planned = request.Plans.List(read.Selection, read.Shape, values);
        return async (execution, token) =>
        {
            var (plan, writer) = planned.Value;
            var rows = await plan.RunAsync(await execution.ReadAsync(), values, [RowPlan.SoleOwner], token);
            return json => writer.Write(json, rows, RowPlan.SoleOwner, values);
        };
    }
}

/// <summary>One object of an entity by its id, or by its number where it has one.</summary>
internal sealed record ByIdField(EntityModel Entity, string Name, string Description)
    : QueryField(Name, Entity.Name, Description, FieldRight.ToSee(Entity.Type))
{
    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(Entity);
        var numbered = $"The opaque id, or the number of the {ConnectionTypes.Words(Entity.Name)}.";
        return new QueryArguments(
            TypeText.Argument("id", "ID!", Entity.HasNumber ? numbered : "The opaque id of the object.")
        );
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var id = request.Key(field, "id", Entity);
        var read = request.Entity(Entity, field, field.Key);
        return async (execution, token) =>
        {
            var key = id.Read(execution.Valid!);
            var write = await read.RunAsync(await execution.ReadAsync(), [key], execution.FoundOf(Entity), token);
            return json => write(json, key);
        };
    }
}

internal sealed record NodesField(bool Several)
    : QueryField(
        Several ? "nodes" : "node",
        Several ? "[Node]" : "Node",
        Several
            ? "Objects by their opaque ids, at most 100, in the order asked; null for each that does not exist."
            : "Any object by its opaque id; null when it does not exist or the caller may not see it.",
        FieldRight.Everybody
    )
{
    private const int MostIds = 100;

    private static readonly Dictionary<string, EntityModel> Nodes = EntityModel
        .All.Where(entity => entity is { Declared.Node: true, Forms: null })
        .ToDictionary(entity => entity.Name, StringComparer.Ordinal);

    public override QueryArguments Declare(TypeRegistry types) =>
        Several
            ? new QueryArguments(TypeText.Argument("ids", "[ID!]!", "Opaque ids, of any types together."))
            : new QueryArguments(TypeText.Argument("id", "ID!", "The opaque id of the object."));

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var ids = (Several ? ((IEnumerable<object?>)given["ids"]!) : [given["id"]]).Select(Decode).ToList();
        if (ids.Count > MostIds)
        {
            throw new RequestErrorException(
                GraphErrorCode.LimitExceeded,
                $"'nodes' takes at most {MostIds} ids, and {ids.Count} were given."
            );
        }
        var reads = new Dictionary<EntityModel, EntityRead>();
        foreach (var (entity, count) in ids.CountBy(id => id.Entity))
            reads.Add(entity, request.Entity(entity, field, field.Key, count));
        return async (execution, token) =>
        {
            var written = new Dictionary<EntityModel, Action<Utf8JsonWriter, long>>();
            foreach (var (entity, read) in reads)
            {
                var keys = ids.Where(id => id.Entity == entity).Select(id => id.Key).ToHashSet();
                var session = await execution.ReadAsync();
                written[entity] = await read.RunAsync(session, keys, execution.FoundOf(entity), token);
            }
            return json => Write(json, ids, written);
        };
    }

    private void Write(
        Utf8JsonWriter json,
        List<(EntityModel Entity, long Key)> ids,
        Dictionary<EntityModel, Action<Utf8JsonWriter, long>> written
    )
    {
        if (Several)
            json.WriteStartArray();
        foreach (var (entity, key) in ids)
            written[entity](json, key);
        if (Several)
            json.WriteEndArray();
    }

    private (EntityModel Entity, long Key) Decode(object? id) =>
        OpaqueId.TryDecode(id as string, out var type, out var key) && Nodes.GetValueOrDefault(type) is { } found
            ? (found, key)
            : throw new RequestErrorException(
                GraphErrorCode.InvalidId,
                $"This is not the id of any object: {Quotation.Of(id)}."
            );
}

/// <summary>Records that no table is behind.</summary>
internal sealed record RecordField(
    string Name,
    string Type,
    string Description,
    Type Record,
    FieldRight Right,
    Func<Execution, CancellationToken, ValueTask<IReadOnlyList<object>>> Values
) : QueryField(Name, Type, Description, Right)
{
    /// <summary>Of records that are at hand.</summary>
    public RecordField(
        string name,
        string type,
        string description,
        Type record,
        FieldRight right,
        Func<Execution, IReadOnlyList<object>> values
    )
        : this(name, type, description, record, right, (execution, _) => new(values(execution))) { }

    public override QueryArguments? Declare(TypeRegistry types)
    {
        types.EnsureRecord(Record);
        return null;
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        if (Type.StartsWith('['))
            request.Cost.Add(field.Key, CostWeights.List);
        var selection = request.Record(Record, field);
        return async (execution, token) =>
        {
            var (records, session) = (await Values(execution, token), await execution.ReadAsync());
            if (Type.StartsWith('['))
                return await RecordWriter.ReadListAsync(records, selection, session, token);
            var writer = new RecordWriter();
            await writer.ReadAsync(records[0], [], selection, session, token);
            return json => writer.Write(json, records[0], [], selection);
        };
    }
}
