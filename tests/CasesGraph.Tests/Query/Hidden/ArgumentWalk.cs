using System.Reflection;
using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>Arguments for each field, of every value that is worth a try.</summary>
/// <param name="keys">The keys to try of an entity's rows.</param>
/// <param name="mostNames">How many names of an enum are tried.</param>
internal sealed class ArgumentWalk(ApiShape shape, Func<string, IEnumerable<long>> keys, int mostNames = int.MaxValue)
{
    private static readonly Dictionary<string, string> EntityOfName = typeof(EntityModel)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetProperties())
        .SelectMany(Named)
        .GroupBy(one => one.Name, StringComparer.Ordinal)
        .Where(name => name.Select(one => one.Entity).Distinct().Count() == 1)
        .ToDictionary(name => name.Key, name => name.First().Entity.Name, StringComparer.Ordinal);

    /// <summary>Ids that are needed where no reference stands in their place.</summary>
    private static readonly HashSet<(string Input, string Id)> NeededIds =
    [
        .. typeof(EntityModel)
            .Assembly.GetTypes()
            .Where(type => !type.IsGenericTypeDefinition && type.GetProperties().SelectMany(Named).Any())
            .Select(global::CasesGraph.Graph.Types.RecordModel.Of)
            .SelectMany(model =>
                model
                    .Members.Where(member => member is { Required: true, RefName: not null })
                    .Select(member => (model.Name, member.Name))
            ),
    ];

    private const string Ref = "RefInput";

    private readonly HashSet<string> inputs =
    [
        .. shape["Mutation"].Fields.Values.SelectMany(field => field.Arguments.Values).Select(type => type.Named),
    ];

    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["String"] = "\"a\"",
        ["Int"] = "5",
        ["Long"] = "5",
        ["DateTime"] = "\"2026-01-01T00:00:00Z\"",
        ["Duration"] = "\"P1D\"",
        ["Float"] = "0.75",
        ["Upload"] = File,
    };

    /// <summary>The variable that stands for a file, which no document can hold.</summary>
    public const string File = "$file";

    /// <summary>The arguments that a field needs, with brackets; one text, empty, where it needs none.</summary>
    public IReadOnlyList<string> Of(ApiField field)
    {
        var needed = field.Arguments.Where(argument => argument.Value.IsRequired).ToList();
        if (needed.Count == 0)
            return [""];
        var each = needed.ConvertAll(argument => Values(argument.Key, argument.Value, field.Type.Named));
        return
        [
            .. Enumerable
                .Range(0, each.Max(values => values.Count))
                .Select(at =>
                    needed.Select((argument, which) => $"{argument.Key}: {each[which][at % each[which].Count]}")
                )
                .Select(given => $"({string.Join(", ", given)})"),
        ];
    }

    /// <summary>Each that is worth a try, as a document has it.</summary>
    /// <param name="of">The type that an id without a name of its own is of.</param>
    public IReadOnlyList<string> Values(string name, TypeText type, string of)
    {
        if (type.IsList)
            return
            [
                .. Values(name, type.Item, of)
                    .Chunk(100)
                    .SelectMany(some => some.Select(one => $"[{one}]").Append($"[{string.Join(", ", some)}]")),
            ];
        return type.Named switch
        {
            "ID" => Ids(name, of),
            "Boolean" => ["true"],
            var named when shape[named].EnumValues is { Count: > 0 } names => [.. names.Take(mostNames)],
            // Conditions are tried at random.
            var named when IsFilter(named) => ["{}"],
            // So are orders; both hold themselves.
            var named when named.EndsWith("SortInput", StringComparison.Ordinal) => [Order(shape[named])],
            var named when named.EndsWith(Ref, StringComparison.Ordinal) => Refs(named[..^Ref.Length]),
            var named when shape[named].InputFields.Count > 0 => Inputs(shape[named], of),
            var named => [Samples[named]],
        };
    }

    /// <summary>With what it needs alone, with each of the rest, and with all.</summary>
    private List<string> Inputs(ApiType input, string of)
    {
        var values = input.InputFields.ToDictionary(
            field => field.Key,
            field => Values(field.Key, field.Value, of),
            StringComparer.Ordinal
        );
        var needed = input
            .InputFields.Where(field => field.Value.IsRequired || NeededIds.Contains((input.Name, field.Key)))
            .Select(field => field.Key)
            .ToList();
        var rest = input.InputFields.Keys.Except(needed, StringComparer.Ordinal).ToList();
        var all = input.InputFields.Where(field => !IsRef(field.Value)).Select(field => field.Key);
        var single = rest.Select(one => needed.Where(id => !InPlace(one, id)).Append(one));
        var sets = input.IsOneOf ? single : single.Prepend(needed).Append(all);
        return [.. sets.SelectMany(set => Objects([.. set], values)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Objects(List<string> fields, Dictionary<string, IReadOnlyList<string>> values) =>
        Enumerable
            .Range(0, fields.Count == 0 ? 1 : fields.Max(field => values[field].Count))
            .Select(at => fields.Select(field => $"{field}: {values[field][at % values[field].Count]}"))
            .Select(given => $$"""{{{string.Join(", ", given)}}}""");

    private string Order(ApiType sort)
    {
        var (field, direction) = sort.InputFields.First(field => shape[field.Value.Named].EnumValues.Count > 0);
        return $$"""{{{field}}: {{shape[direction.Named].EnumValues[0]}}}""";
    }

    /// <summary>Ids of the entity that the name tells of.</summary>
    /// <param name="of">The type of an id whose name says nothing, or a text with its name.</param>
    private IReadOnlyList<string> Ids(string name, string of)
    {
        var named =
            EntityOfName.TryGetValue(name, out var entity) ? [entity]
            : World.Names.Where(known => IsIdOf(known, name)).ToList() is [var one] ? [one]
            : EntitiesOf(of) is { Count: > 0 } shown ? shown
            : World.Names.Where(known => of.Contains(known, StringComparison.Ordinal)).ToList() is { Count: > 0 } told
                ? told
            : World.Names.Where(known => of.EndsWith($"{LastWord(known)}Payload", StringComparison.Ordinal)).ToList();
        return
        [
            .. named.SelectMany(one => keys(one).Select(key => JsonSerializer.Serialize(OpaqueId.Encode(one, key)))),
        ];
    }

    /// <summary>Mutations of saved filters are about a filter.</summary>
    private static string LastWord(string name) => name[name.LastIndexOfAny([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])..];

    private static bool IsIdOf(string entity, string name) =>
        string.Equals($"{Naming.Camel(entity)}Id", name, StringComparison.Ordinal);

    /// <summary>What is named by its key; by other handles hidden rows have tests of their own.</summary>
    private List<string> Refs(string entity) =>
        [.. keys(entity).Select(key => $$"""{id: "{{OpaqueId.Encode(entity, key)}}"}""")];

    private static bool IsRef(TypeText type) => type.Named.EndsWith(Ref, StringComparison.Ordinal);

    private static bool InPlace(string reference, string id) =>
        string.Equals(reference, EntityModel.Of<Case>().RefName(id), StringComparison.Ordinal);

    /// <summary>The input of a mutation that is about filters is none.</summary>
    private bool IsFilter(string type) =>
        type.EndsWith("FilterInput", StringComparison.Ordinal) && !inputs.Contains(type);

    private IReadOnlyList<string> EntitiesOf(string type) =>
        shape.Find(type) is { } known ? [.. known.Objects.Where(name => shape[name].Fields.ContainsKey("id"))] : [];

    /// <summary>What an id in an input is called, by the property that holds it.</summary>
    private static IEnumerable<(string Name, Type Entity)> Named(PropertyInfo property)
    {
        var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        if (property.PropertyType.IsDefined(typeof(EntityAttribute)))
            yield return (name + "Id", property.PropertyType);
        var type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            type = type.GetGenericArguments()[0];
        if (
            type is { IsGenericType: true, ContainsGenericParameters: false }
            && type.GetGenericTypeDefinition() == typeof(Ref<>)
            && name is not ("id" or "ids")
        )
            yield return (name, type.GetGenericArguments()[0]);
    }
}
