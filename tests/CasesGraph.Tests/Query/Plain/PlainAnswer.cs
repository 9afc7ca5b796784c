using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Teams;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>Answers a request from plain objects, and notes which lists it met: each should be one statement.</summary>
internal sealed class PlainAnswer(World world, ApiShape shape)
{
    private readonly PlainSelection selection = new(shape);

    /// <summary>Before a cursor, whose text only the service knows; behind it stands the row that it is of.</summary>
    public const string CursorMark = "cursor of ";

    private readonly HashSet<string> statements = new(StringComparer.Ordinal);
    private readonly HashSet<string> talliedPaths = new(StringComparer.Ordinal);

    /// <summary>1 for the root list, and one for each list and count below that has an owner.</summary>
    public int Statements => statements.Count;

    /// <summary>The same where a tally of cases tells how many there are, exactly and about, by one.</summary>
    public int FewestStatements =>
        statements.Count - talliedPaths.Count(path => statements.IsSupersetOf([$"{path}#count", $"{path}#estimate"]));

    /// <summary>
    /// As often it may be looked at before how many rows there are of what a filter at the root names, and how many hits a
    /// search has and which of its ranks fill the page: never more, however many there are.
    /// </summary>
    public int MostLooks { get; private set; }

    public JsonObject Of(Document document, IReadOnlyDictionary<string, Type> roots)
    {
        var data = new JsonObject();
        foreach (var (key, field, below) in selection.Fields("Query", document.Root))
        {
            var rows = world.Rows(roots[field.Name]).Select(row => new Item(row, Link: null));
            MostLooks += field.Arguments.Fields.Sum(argument =>
                argument.Name switch
                {
                    "where" => 2,
                    "search" => 5,
                    _ => 0,
                }
            );
            if (roots[field.Name] == typeof(Case) && !field.Arguments.Fields.Any(argument => argument.Name is "search"))
                talliedPaths.Add($"/{key}");
            data[key] = List(shape["Query"].Fields[field.Name], field, below, roots[field.Name], rows, $"/{key}");
        }
        return data;
    }

    private JsonObject Object(string type, IReadOnlyList<Selected> set, Item item, string path)
    {
        var json = new JsonObject();
        foreach (var (key, field, below) in selection.Fields(type, set))
            json[key] = Value(type, field, below, item.Node, $"{path}/{type}.{key}");
        return json;
    }

    private JsonNode? Value(string type, Field field, IReadOnlyList<Selected> below, object row, string path)
    {
        if (field.Name is "record" || (field.Name is "object" && row is AuditEvent))
            return Record(row, below, path);
        if (PlainValue.Special(type, field.Name, row) is { } special)
            return special.Value;
        if (row is Team team && field.Name is "openCases")
        {
            statements.Add($"{path}#count");
            return world
                .Rows<Case>()
                .Count(one => one.TeamId == team.Id && one is { State: CaseState.Open, DeletedAt: null });
        }
        var declared = shape[type].Fields[field.Name];
        if (RelatedRows.Has(row.GetType(), field.Name))
            return Related(declared, field, below, row, path);
        var value = Reflected.Value(row, field.Name);
        switch (value)
        {
            case null:
                return null;
            case Actor:
                return Union(field.Name, below, row, path);
            case string text when declared.Type.IsList:
                return Parts(declared.Type.Named, below, text);
            case var _ when Reflected.IsEntity(value.GetType()):
                return Object(declared.Type.Named, below, new Item(value, Link: null), path);
            default:
                return PlainValue.Scalar(value);
        }
    }

    /// <summary>A list that is stored as one text, its parts behind each other: grants are an action and a level.</summary>
    private JsonArray Parts(string type, IReadOnlyList<Selected> below, string text)
    {
        var parts = new JsonArray();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            parts.Add(type is "Grant" ? Grant(part.Split(':'), below) : JsonValue.Create(part));
        return parts;
    }

    private JsonObject Grant(string[] names, IReadOnlyList<Selected> below)
    {
        var grant = new JsonObject();
        foreach (var (key, field, _) in selection.Fields("Grant", below))
            grant[key] = field.Name switch
            {
                "__typename" => "Grant",
                "action" => names[0],
                _ => names[1],
            };
        return grant;
    }

    /// <summary>The objects of a type are one statement.</summary>
    private JsonObject? Record(object row, IReadOnlyList<Selected> below, string path)
    {
        if (Reflected.Value(row, row is AuditEvent ? "objectType" : "type") is not { } kind)
            return null;
        var type = Naming.Pascal(kind.ToString()!);
        statements.Add($"{path}:{type}");
        return world.RecordOf(row) is { } record ? Object(type, below, new Item(record, Link: null), path) : null;
    }

    /// <summary>A row of a list whose rows are of several types; those of a type of which something is asked are one statement.</summary>
    private JsonObject Node(Type itemType, IReadOnlyList<Selected> set, Item item, string path)
    {
        var type = EntityModel.NameOf(item.Node.GetType());
        if (itemType == typeof(RecordChange) && selection.Fields(type, set).Any())
            statements.Add($"{path}:{type}");
        return Object(type, set, item, path);
    }

    private JsonNode Related(ApiField declared, Field field, IReadOnlyList<Selected> below, object row, string path)
    {
        var items = RelatedRows.Items(row, field.Name);
        if (!declared.Type.IsList)
            return List(declared, field, below, RelatedRows.TypeOf(row.GetType(), field.Name), items, path);
        statements.Add(path);
        var whole = items.OrderBy(item => Reflected.Key(item.Node));
        return new JsonArray([.. whole.Select(item => Object(declared.Type.Named, below, item, path))]);
    }

    private JsonObject Union(string name, IReadOnlyList<Selected> below, object row, string path)
    {
        var member = Reflected.Value(row, name + "User") ?? Reflected.Value(row, name + "Contact");
        if (member is not null)
            return Object(member.GetType().Name, below, new Item(member, Link: null), path);
        var system = new JsonObject();
        foreach (var (key, field, _) in selection.Fields("SystemActor", below))
            system[key] = field.Name is "__typename" ? "SystemActor" : "System";
        return system;
    }

    private JsonObject List(
        ApiField declared,
        Field field,
        IReadOnlyList<Selected> below,
        Type itemType,
        IEnumerable<Item> items,
        string path
    )
    {
        var arguments = (IReadOnlyDictionary<string, object?>)field.Arguments.Plain;
        var list = PlainList.Of(itemType, items, arguments);
        var connection = new JsonObject();
        var typeName = declared.Type.Named;
        foreach (var (key, part, set) in selection.Fields(typeName, below))
        {
            if (part.Name is not "__typename")
                statements.Add(
                    part.Name switch
                    {
                        "totalCount" => $"{path}#count",
                        "estimatedCount" => path.Contains('.', StringComparison.Ordinal)
                            ? $"{path}#count"
                            : $"{path}#estimate",
                        _ => $"{path}#rows",
                    }
                );
            connection[key] = part.Name switch
            {
                "__typename" => typeName,
                "totalCount" or "estimatedCount" => list.TotalCount,
                "nodes" => new JsonArray([.. list.Page.Select(item => Node(itemType, set, item, $"{path}/{key}"))]),
                "edges" => new JsonArray([
                    .. list.Page.Select(item =>
                        Edge(
                            typeName.Replace("Connection", "Edge", StringComparison.Ordinal),
                            set,
                            item,
                            $"{path}/{key}",
                            path,
                            itemType
                        )
                    ),
                ]),
                _ => PageInfo(list, set, path),
            };
        }
        return connection;
    }

    private JsonObject Edge(
        string type,
        IReadOnlyList<Selected> set,
        Item item,
        string path,
        string list,
        Type itemType
    )
    {
        var edge = new JsonObject();
        foreach (var (key, field, below) in selection.Fields(type, set))
        {
            edge[key] = field.Name switch
            {
                "__typename" => type,
                "cursor" => Cursor(item, list),
                "node" => Node(itemType, below, item, $"{path}/{key}"),
                _ => PlainValue.Scalar(Reflected.Value(item.Link, field.Name)!),
            };
        }
        return edge;
    }

    private JsonObject PageInfo(PlainList list, IReadOnlyList<Selected> set, string path)
    {
        var info = new JsonObject();
        foreach (var (key, field, _) in selection.Fields("PageInfo", set))
        {
            info[key] = field.Name switch
            {
                "__typename" => "PageInfo",
                "hasNextPage" => list.HasNext,
                "hasPreviousPage" => list.HasPrevious,
                var _ when list.Page.Count == 0 => null,
                "startCursor" => Cursor(list.Page[0], path),
                _ => Cursor(list.Page[^1], path),
            };
        }
        return info;
    }

    private static string Cursor(Item item, string list) =>
        item.Node is RecordChange change
            ? PlainValue.LogCursor(change)
            : $"{CursorMark}{list} {Reflected.Key(item.Node)}";
}
