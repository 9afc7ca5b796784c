using CasesGraph.Access;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// A request as a root field reads it. What the field makes of it is kept with the document and runs for other requests,
/// so nothing that is kept may hold the request: no lambda can capture a ref struct, and no object have it, and what this
/// one gives away does not lead back. Of the caller only what filters by me look at; runs bring theirs.
/// </summary>
internal readonly ref struct FieldReading(RequestReading request)
{
    public Limits Limits => request.Limits;

    /// <summary>What the caller may do.</summary>
    public AccessShape Access => request.Varying.Access;
    public RequestCost Cost => request.Cost;
    public RequestPlans Plans => request.Plans;

    /// <summary>The one moment that relative times of the request are measured from.</summary>
    public DateTime Now => request.Now;

    /// <summary>The field's coerced arguments; one that was not given, or by an unset variable, is absent.</summary>
    public Dictionary<string, object?> Arguments(CollectedField field) => request.Arguments(field.Field);

    /// <summary>An id that each run finds in its own request.</summary>
    public KeyArgument Key(CollectedField field, string argument, EntityModel entity)
    {
        var key = new KeyArgument(field.Field, argument, entity);
        // A mistake in it is found before anything runs.
        _ = request.Varying.Key(key);
        request.Keys.Add(key);
        return key;
    }

    /// <summary>What is selected of an object of a type.</summary>
    public IReadOnlyList<CollectedField> Fields(string type, CollectedField of) =>
        request.Fields.Collect(request.ObjectType(type), of.Selection);

    /// <summary>A list at the root, but for its arguments.</summary>
    public SelectionRead<ListSelection> List(EntityModel entity, CollectedField field) =>
        SelectionReader.List(request, entity, field);

    /// <summary>The rows of an entity, each for an answer of its own; the first list's arguments are the caller's matter.</summary>
    public SelectionRead<ListSelection> Events(EntityModel entity, CollectedField field) =>
        SelectionReader.Events(request, entity, field);

    /// <inheritdoc cref="RequestReading.Hidden"/>
    public IReadOnlyCollection<string> Hidden => request.Hidden;

    /// <summary>Adds the arguments of the lists within what was read.</summary>
    public RequestValues Values(SelectionRead<ListSelection> read, RequestValues? behind = null) =>
        read.AddTo(behind ?? new RequestValues(), request);

    /// <summary>Arguments that a list takes, in the first place among the field's lists.</summary>
    /// <param name="path">To which cursors are bound.</param>
    public ListArguments ListArguments(
        IReadOnlyDictionary<string, object?> given,
        string path,
        EntityModel entity,
        int defaultSize = 0,
        int mostSize = 0
    )
    {
        var of = request;
        var reader = new ListArgumentsReader(
            index: 0,
            () => of.Now,
            () => of.Me,
            of.Varying.Access,
            defaultSize,
            mostSize
        );
        return reader.Read(given, path, entity, node: null);
    }

    /// <summary>Entities by their keys, with values of their own.</summary>
    /// <param name="path">Response keys to them, with dots between.</param>
    /// <param name="count">How many there can be.</param>
    public EntityRead Entity(EntityModel entity, CollectedField field, string path, double count = 1) =>
        new RecordReader(request).Entity(entity, field.Selection, path, count);

    /// <summary>Records, in the place of the field.</summary>
    /// <param name="count">How many there can be.</param>
    /// <param name="items">How many items each list in them can have.</param>
    public RecordSelection Record(
        Type record,
        CollectedField field,
        double count = 1,
        double items = CostWeights.RowsWithoutPages
    ) => new RecordReader(request).Read(RecordModel.Of(record), field.Selection, field.Key, count, items);

    /// <summary>What is asked of what a search has found.</summary>
    public SelectedExcerpt Excerpt(CollectedField field) => ExcerptReader.Read(request, field);

    /// <summary>An operation's input, with the mistakes that were met in it.</summary>
    public GivenInput<TInput> Input<TInput>(CollectedField field)
        where TInput : class
    {
        var reader = new InputReader(request);
        var given = (IReadOnlyDictionary<string, object?>)Arguments(field)[GivenInput<TInput>.Place[0]]!;
        return new((TInput)reader.Read(typeof(TInput), given, GivenInput<TInput>.Place), given, reader);
    }

    public GraphQLOperationDefinition Operation => request.Operation;

    /// <summary>Notes how many statements the field runs, beside those of plans that read rows.</summary>
    public void Runs(int statements) => request.OwnStatements += statements;

    /// <summary>Notes places in the log that a list's arguments point to.</summary>
    public void Note(CollectedField list, IReadOnlyList<LogPlace> places) => request.Note(list.Field, places);
}
