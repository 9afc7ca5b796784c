using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>Which objects of a kind a mutation is about: by ids, or by the list's own filter.</summary>
internal sealed class RowSelectionType<TEntity> : OwnType
    where TEntity : class
{
    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();
    private static readonly string All = ConnectionTypes.Words(Entity.Plural);
    private static readonly string MatchName = $"{Entity.Name}MatchInput";
    private static readonly string Or = Entity.HasNumber ? "Ids or numbers" : "Ids";

    public override Type Type => typeof(RowSelection<TEntity>);
    public override string Name => $"{Entity.Name}SelectionInput";

    public override IGraphType Make(TypeRegistry types)
    {
        types.Ensure(MatchName, () => Match(types));
        var made = new InputObjectGraphType
        {
            Name = Name,
            Description = Entity.Declared.IsLog
                ? $"Which {All}: by a filter."
                : $"Which {All}: by their ids or by a filter, one of the two.",
            IsOneOf = true,
        };
        // What happened has no name of its own that people know.
        if (!Entity.Declared.IsLog)
            made.AddField(TypeText.Field("ids", "[ID!]", $"{Or} of the {All}; one given twice counts once."));
        made.AddField(
            TypeText.Field("matching", MatchName, $"All {All} that meet a condition when the call is accepted.")
        );
        return made;
    }

    public override object Read(object value, IReadOnlyList<string> path, InputReader reader)
    {
        var given = (IReadOnlyDictionary<string, object?>)value;
        if (given.GetValueOrDefault("ids") is IEnumerable<object> ids)
        {
            var keys = ids.Select((id, index) => reader.Key(id, Entity, [.. path, "ids", $"{index}"]));
            return new RowSelection<TEntity>([.. keys.Select(key => new Ref<TEntity>(key))], Matching: null, _ => true);
        }
        var match = Resolved((IReadOnlyDictionary<string, object?>)given["matching"]!, path, reader);
        if (match is null)
            return new RowSelection<TEntity>([], Matching: null, _ => true) { IsRefused = true };
        var (inUse, leavesOut) = Matching(match, reader.Request, withDeleted: false);
        var (all, _) = Matching(match, reader.Request, withDeleted: true);
        // Which of the deleted the operation looks at is its own rule; most look at none.
        return new RowSelection<TEntity>(Ids: null, all, leavesOut)
        {
            Condition = GivenJson.Of(match),
            KeptCondition = KeptOf((IReadOnlyDictionary<string, object?>)given["matching"]!, reader),
            MatchingInUse = inUse,
        };
    }

    /// <summary>With the condition that it names; null where that cannot be used, which is noted then.</summary>
    private static Dictionary<string, object?>? Resolved(
        IReadOnlyDictionary<string, object?> match,
        IReadOnlyList<string> path,
        InputReader reader
    )
    {
        var resolved = reader.Request.Varying.Conditions.Resolve(
            Entity,
            match,
            (field, code, message) => reader.Issues.Add([.. path, "matching", field], code, message)
        );
        // Which version of a kept one it is, matters to cursors alone.
        resolved?.Remove(KeptCondition.Identity);
        return resolved;
    }

    private static long? KeptOf(IReadOnlyDictionary<string, object?> match, InputReader reader) =>
        reader.Request.Varying.Conditions.Of(Entity) is { } kind
        && IdReader.TryRead(match.GetValueOrDefault(kind.Argument), kind.Kept, out var key)
            ? key
            : null;

    private static (
        Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>> Find,
        Func<bool, bool> LeavesOut
    ) Matching(IReadOnlyDictionary<string, object?> match, RequestReading request, bool withDeleted)
    {
        var reader = new ListArgumentsReader(
            index: 0,
            () => request.Now,
            () => request.Me,
            request.Varying.Access,
            defaultSize: 0,
            mostSize: 0
        );
        var given = new Dictionary<string, object?>(match, StringComparer.Ordinal) { ["includeDeleted"] = withDeleted };
        // What is done to all of them is done in the order of their keys.
        given.Remove("order");
        var arguments = reader.Read(given, "matching", Entity, node: null);
        var values = new RequestValues();
        values.Add(arguments);
        var list = new ListSelection(Entity, Node: null, Index: 0, []);
        var statement = request.Plans.Matching(list, ShapeWriter.Of(list), values);
        return (
            (db, token) => MatchingAsync(statement, values, db, token),
            deleted => arguments.Search is not null || LeavesOut(arguments, deleted)
        );
    }

    private static bool LeavesOut(ListArguments arguments, bool deleted) =>
        arguments.Where is { } where
        && new FilterExtent(arguments.Values, includeDeleted: deleted)
            .Of(where, KnownRows.OfOperation(deleted, MergedRows.ColumnOf(Entity)))
            .CanFail;

    private static async Task<IReadOnlyList<long>> MatchingAsync(
        Planned<Statement> statement,
        RequestValues values,
        CasesDb db,
        CancellationToken token
    )
    {
        var session = new ReadSession(db);
        var rows = await session.ReadAsync(statement.Value, values, [], limit: 0, token);
        return [.. Enumerable.Range(0, rows.Count).Select(row => rows[row, 0].Number)];
    }

    private static InputObjectGraphType Match(TypeRegistry types)
    {
        FilterTypes.Ensure(types, Entity.FilterName, Entity, node: null);
        var made = new InputObjectGraphType
        {
            Name = MatchName,
            Description =
                $"A condition as the list of {All} takes it. One that leaves nothing out, whatever the {All} hold, such as contains with an empty text, is refused unless expectedCount is given.",
        };
        made.AddField(TypeText.Field("where", Entity.FilterName, $"Only {All} that meet this condition."));
        if (ListArgumentTypes.IsSearched(typeof(TEntity)))
            made.AddField(TypeText.Field("search", "String", $"Only {All} that this search finds."));
        if (types.ConditionsOf(Entity) is { } kept)
        {
            made.AddField(
                TypeText.Field(
                    kept.Argument,
                    "ID",
                    $"A {kept.Kept.Noun}: only {All} that meet it too, and that its search finds."
                )
            );
            made.AddField(
                TypeText.Field(
                    kept.VersionArgument,
                    "Int",
                    $"The version of the {kept.Kept.Noun} that the caller knows; the call is refused when there is another by now."
                )
            );
        }
        return made;
    }
}
