using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Find;

/// <summary>One search box over all kinds of records.</summary>
internal sealed record FindField()
    : QueryField(
        "find",
        $"[{FindTypes.Hit}!]",
        "Records that have all the words, as the searches of their lists find them: kind by kind in the order of RecordType, the best of each kind first.",
        FieldRight.Everybody
    )
{
    private const int Default = 5;
    private const int Most = 50;

    private static readonly IReadOnlyList<(RecordType Type, EntityModel Entity)> Kinds =
    [
        .. EntityModel
            .Logged.Where(logged => SearchIndex.Of(logged.Value) is not null)
            .OrderBy(logged => logged.Key)
            .Select(logged => (logged.Key, EntityModel.Of(logged.Value))),
    ];

    public override QueryArguments Declare(TypeRegistry types)
    {
        FindTypes.Ensure(types);
        return new QueryArguments(
            TypeText.Argument(
                "text",
                "String!",
                "Words, each as a prefix, \"phrases\" in quotes; a record must have them all. It cannot be blank."
            ),
            TypeText.Argument("types", "[RecordType!]", "Only records of these kinds; all when not given."),
            TypeText.Argument("first", "Int", $"At most so many of a kind, 0 to {Most}.", Default)
        );
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var (text, first) = (Text(given), First(given));
        var asked = given.GetValueOrDefault("types") is IEnumerable<object> types
            ? types.Cast<RecordType>().ToHashSet()
            : null;
        var fields = request.Fields(FindTypes.Hit, field);
        var kinds = new List<FoundKind>();
        foreach (var (_, entity) in Kinds.Where(kind => asked?.Contains(kind.Type) is not false))
            kinds.Add(FoundKind.Of(entity, text, first, field, fields, request));
        return async (execution, token) =>
        {
            var session = await execution.ReadAsync();
            var hits = new List<FoundHits>();
            foreach (var kind in kinds)
                hits.Add(await kind.ReadAsync(session, token));
            return json =>
            {
                json.WriteStartArray();
                foreach (var found in hits)
                    found.Write(json, fields);
                json.WriteEndArray();
            };
        };
    }

    private static string Text(Dictionary<string, object?> given)
    {
        var text = (string)given["text"]!;
        return TextRules.IsBlank(text)
            ? throw new RequestErrorException(GraphErrorCode.ValidationFailed, "'text' cannot be blank.")
            {
                Argument = "text",
            }
            : text;
    }

    private static int First(Dictionary<string, object?> given)
    {
        var first = given.GetValueOrDefault("first") as int? ?? Default;
        return first is >= 0 and <= Most
            ? first
            : throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'first' can be 0 to {Most}, and {first} was given."
            )
            {
                Argument = "first",
            };
    }
}
