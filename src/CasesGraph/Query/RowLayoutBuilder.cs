using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>What is read, and what writes its rows under the names and in the order of one document.</summary>
internal sealed record Laid<TWriter>(RowLayout Layout, TWriter Writer);

/// <summary>
/// Lays out one level: the columns that its writers need, each once and in the order of their names, and the levels
/// below. Nothing is translated, so that another name or order in a document costs little.
/// </summary>
internal sealed class RowLayoutBuilder(RequestValues values)
{
    private readonly SortedDictionary<string, LaidColumn> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<object, object> below = new(ReferenceEqualityComparer.Instance);
    private readonly List<ChildLayout> children = [];
    private Dictionary<string, int>? places;

    /// <summary>Whether anything that is written of the rows depends on who asks.</summary>
    public bool IsOfCaller { get; set; }

    /// <summary>The list that the level's own rows are of; null where they are found by their keys.</summary>
    public int? ListIndex { get; private init; }

    /// <summary>Rows of an entity by their keys: the root of everything that is asked for by id.</summary>
    public static Laid<ObjectWriter> ByKeys(Selection selection, RequestValues values) =>
        Keyed(selection, selection.Entity.Key!, PriceReader.Of(selection), values);

    /// <summary>All rows below their owners, in the order of their keys.</summary>
    public static Laid<ObjectWriter> Items(Selection item, PropertyInfo foreignKey, RequestValues values) =>
        Keyed(item, foreignKey, PriceReader.OfItems(item, path: ""), values);

    /// <summary>Rows below their owners in whose text a list's search has found something, with their texts.</summary>
    public static Laid<ExcerptColumn[]> Found(ConnectionField below, int list, AccessShape access, RequestValues values)
    {
        var builder = new RowLayoutBuilder(values);
        IReadOnlyList<PropertyInfo> node = below.Node is null ? [] : [below.Node];
        return builder.Lay(
            new KeyedRows(EntityModel.Of(below.Child), below.ForeignKey) { Found = new(list, below.Node) },
            Price.Nothing,
            () =>
                (
                    ExcerptColumn.Of(EntityModel.Of(below.NodeType), $"{below.Name}.", node, access, builder),
                    builder.Column([below.ForeignKey], Scalar.Number64)
                )
        );
    }

    /// <summary>The first rows that a search finds, with what it has found of them.</summary>
    /// <param name="list">Has edges as the only part, with the excerpt as their only field.</param>
    public static Laid<HitWriter> Hits(ListSelection list, RequestValues values)
    {
        var builder = new RowLayoutBuilder(values) { ListIndex = list.Index };
        var writers = new WriterBuilder(builder);
        var excerpts = list.Parts.OfType<EdgesPart>().Single().Fields.Cast<SelectedExcerpt>().ToList();
        return builder.Lay<HitWriter>(
            new ListRows(list, Owner: null, ForeignKey: null),
            PriceReader.Of(list),
            () =>
                (
                    new HitWriter(
                        builder.Column([list.Child.Key!], Scalar.Number64),
                        [.. excerpts.Select(excerpt => writers.Excerpt(excerpt, list))]
                    ),
                    null
                )
        );
    }

    public bool IsSearched(int list) => values.List(list).Search is { Terms.Count: > 0 };

    /// <summary>A page of rows at the root, or below each owner when there is one.</summary>
    public static Laid<ListWriter> List(
        ListSelection list,
        RequestValues values,
        EntityModel? owner = null,
        PropertyInfo? foreignKey = null
    )
    {
        var builder = new RowLayoutBuilder(values) { ListIndex = list.Index };
        var writers = new WriterBuilder(builder);
        return builder.Lay<ListWriter>(
            new ListRows(list, owner, foreignKey),
            PriceReader.Of(list, path: "", isRoot: owner is null),
            () => (writers.List(list), foreignKey is null ? null : builder.Column([foreignKey], Scalar.Number64))
        );
    }

    /// <summary>The rows of a root list, each for an answer of its own.</summary>
    /// <param name="list">Has its nodes as the only part.</param>
    /// <param name="readers">For whom the rows are.</param>
    public static Laid<EventWriter> Events(
        ListSelection list,
        RequestValues values,
        LogReaders readers = LogReaders.Caller
    )
    {
        var builder = new RowLayoutBuilder(values) { ListIndex = list.Index };
        var writers = new WriterBuilder(builder);
        var nodes = list.Parts.OfType<NodesPart>().Single();
        return builder.Lay<EventWriter>(
            new ListRows(list, Owner: null, ForeignKey: null, Follows: true),
            PriceReader.Of(list),
            () =>
            {
                var position = builder.Column([list.Child.Key!], Scalar.Number64);
                var told = FilterFields.Of(list.Child)?.ArgumentColumns ?? [];
                var facts = builder.Facts(list.Child, told, readers);
                return (new EventWriter(nodes.Key, writers.Object(nodes.Selection, []), position, facts), null);
            }
        );
    }

    public IReadOnlyList<OrderKey> OrderOf(ListSelection list) => values.List(list.Index).Order;

    /// <summary>The column's place; what it is before all are known is of no use.</summary>
    /// <param name="only">The row of which alone it is read; null for all.</param>
    public int Column(IReadOnlyList<PropertyInfo> path, Scalar scalar, OwnRow? only = null) =>
        PlaceOf(new LaidColumn(NameOf(path) + (only is null ? "" : "!"), path, scalar) { Only = only });

    /// <summary>The place of a column as it is, whatever is told of it.</summary>
    private int FactColumn(IReadOnlyList<PropertyInfo> path, Scalar scalar) =>
        PlaceOf(new LaidColumn(NameOf(path) + "#", path, scalar) { IsFact = true });

    /// <summary>The place of the column that tells whether a row is a contact's own.</summary>
    /// <param name="key">From the row at hand to the key of the one that it is asked of.</param>
    public int OwnColumn(IReadOnlyList<PropertyInfo> key) =>
        PlaceOf(new LaidColumn(NameOf(key) + "?", key, Scalar.Of(typeof(bool))) { AsksOwn = true });

    private int PlaceOf(LaidColumn column)
    {
        if (places is not null)
            return places[column.Name];
        columns.TryAdd(column.Name, column);
        return -1;
    }

    private static string NameOf(IReadOnlyList<PropertyInfo> path) =>
        string.Join('.', path.Select(property => property.Name));

    /// <summary>A level below.</summary>
    /// <param name="selected">What asks for it; each is laid out once.</param>
    /// <param name="key">To the column with the key of each row's, or with what is held in its place.</param>
    /// <param name="only">Below which rows; null for all.</param>
    /// <returns>Its place, its writer, and the column with its owner's key.</returns>
    public (int Place, TWriter Writer, int KeyColumn) Below<TWriter>(
        object selected,
        IReadOnlyList<PropertyInfo> key,
        Func<RequestValues, Laid<TWriter>> lay,
        RowsOnly? only = null,
        HeldIds? held = null
    )
    {
        if (!below.TryGetValue(selected, out var known))
            below.Add(selected, known = lay(values));
        var laid = (Laid<TWriter>)known;
        var keyColumn = Column(key, held is null ? Scalar.Number64 : Scalar.Text);
        if (places is not null)
            children.Add(new ChildLayout(laid.Layout, keyColumn, only, held));
        return (children.Count - 1, laid.Writer, keyColumn);
    }

    /// <summary>Columns of an entity by the names of their properties.</summary>
    /// <param name="path">To the entity.</param>
    public (int Column, Scalar Scalar)[] Columns(
        EntityModel entity,
        IEnumerable<string> names,
        IReadOnlyList<PropertyInfo> path
    ) =>
        [
            .. names.Select(name =>
            {
                var property = entity.Type.GetProperty(name)!;
                var scalar = Scalar.Of(property.PropertyType);
                return (Column([.. path, property], scalar), scalar);
            }),
        ];

    /// <summary>Columns of the log, and for many callers those of the record that say who sees it.</summary>
    private (int Column, Scalar Scalar)[] Facts(EntityModel log, IEnumerable<string> names, LogReaders readers)
    {
        var told = names.Select(name => (PropertyInfo[])[log.Type.GetProperty(name)!]);
        var reach = readers is LogReaders.Caller ? null : RecordReach.Of(log);
        var reached = reach?.Properties.Select(property => (PropertyInfo[])[reach.Record, property]) ?? [];
        return
        [
            .. told.Concat(reached)
                .Select(path =>
                {
                    var scalar = Scalar.Of(path[^1].PropertyType);
                    var isTold = readers is not LogReaders.Leavers || LeftRows.IsToldAsIs(path[0]);
                    return (isTold ? Column(path, scalar) : FactColumn(path, scalar), scalar);
                }),
        ];
    }

    private static Laid<ObjectWriter> Keyed(Selection selection, PropertyInfo by, Price price, RequestValues values)
    {
        var builder = new RowLayoutBuilder(values);
        var writers = new WriterBuilder(builder);
        return builder.Lay(
            new KeyedRows(selection.Entity, by),
            price,
            () => (writers.Object(selection, []), builder.Column([by], Scalar.Number64))
        );
    }

    /// <summary>Goes through the selection twice: to collect its columns, and to write by their places.</summary>
    private Laid<TWriter> Lay<TWriter>(RowSource source, Price price, Func<(TWriter, int? OwnerColumn)> write)
    {
        write();
        places = columns.Keys.Index().ToDictionary(of => of.Item, of => of.Index, StringComparer.Ordinal);
        var (writer, ownerColumn) = write();
        return new Laid<TWriter>(
            new RowLayout(source, [.. columns.Values], children, ownerColumn, price.Level) { IsOfCaller = IsOfCaller },
            writer
        );
    }
}
