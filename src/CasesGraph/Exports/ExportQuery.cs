using System.Text;
using CasesGraph.Graph;
using CasesGraph.Graph.Types;
using CasesGraph.Model;

namespace CasesGraph.Exports;

/// <summary>
/// The query by which a page of the rows is read, as any caller could send it, and where its answer has the columns. So a
/// file tells a caller what the list tells, and nothing else.
/// </summary>
internal sealed class ExportQuery
{
    private readonly ExportTask task;
    private readonly EntityModel entity;
    private readonly string text;

    public ExportQuery(ExportTask task)
    {
        (this.task, entity) = (task, task.Model());
        var columns = task.Columns();
        var selected = new StringBuilder();
        var places = new List<ColumnPlace>();
        // Each object once, with all that is asked of it, in the place of its first column.
        foreach (var part in columns.Index().GroupBy(one => one.Item.Path[0], StringComparer.Ordinal))
            places.Add(Add(selected, part.Key, [.. part]));
        places.AddRange(Counts(selected, RowCells.PlaceOfKey(columns)));
        (Places, text) = (places, Text($"pageInfo {{ hasNextPage endCursor }} nodes {{{selected}}}"));
    }

    /// <summary>In the order in which a row of the answer has them.</summary>
    public IReadOnlyList<ColumnPlace> Places { get; }

    /// <summary>Asks for a page.</summary>
    public GraphRequest Page(string? after) => new() { Query = text, Variables = task.Variables(after) };

    /// <summary>Asks how many rows there are.</summary>
    public GraphRequest Count() => new() { Query = Text("totalCount"), Variables = task.Variables(after: null) };

    private string Text(string selected)
    {
        var (declared, given) = ("", "");
        Give("where", entity.FilterName);
        Give("order", $"[{SortTypes.NameOf(entity.Name)}!]");
        Give("after", "String");
        if (ListArgumentTypes.IsSearched(entity.Type))
            Give("search", "String");
        if (entity.SoftDeleted)
            Give("includeDeleted", "Boolean!");
        return $"query({declared}) {{ {Naming.Camel(entity.Plural)}({given}) {{ {selected} }} }}";

        void Give(string name, string type) =>
            (declared, given) = ($"{declared}${name}: {type} ", $"{given}{name}: ${name} ");
    }

    /// <summary>How many of each part a row has, and what it is itself known by.</summary>
    private IEnumerable<ColumnPlace> Counts(StringBuilder selected, int place)
    {
        var parts = task.Parts();
        if (parts.Count == 0)
            return [];
        selected.Append(" rowKey: ").Append(Naming.Camel(EntityModel.NumberKey));
        foreach (var part in parts)
            selected.Append(' ').Append(part.Name).Append(" { totalCount }");
        return
        [
            new(place, []),
            .. parts.Select((_, index) => new ColumnPlace(Column: null, [new(place + 1 + index, [])])),
        ];
    }

    private static ColumnPlace Add(
        StringBuilder selected,
        string name,
        IReadOnlyList<(int Index, ExportedField Item)> columns
    )
    {
        selected.Append(' ').Append(name);
        if (columns is [{ Item.Forms: { Count: > 0 } forms }])
        {
            var told = forms.Select(form => $"... on {form.Type} {{ {form.Field} }}");
            selected.Append(" { ").AppendJoin(' ', told).Append(" }");
            return new ColumnPlace(columns[0].Index, []);
        }
        if (columns is [{ Item.Items: { Count: > 0 } items }])
        {
            selected.Append(" { ").AppendJoin(' ', items).Append(" }");
            return new ColumnPlace(columns[0].Index, []);
        }
        if (columns is [{ Item.Path: [_] }])
            return new ColumnPlace(columns[0].Index, []);
        selected.Append(" { ").AppendJoin(' ', columns.Select(column => column.Item.Path[1])).Append(" }");
        return new ColumnPlace(Column: null, [.. columns.Select(column => new ColumnPlace(column.Index, []))]);
    }
}

/// <summary>Where the answer has a column, or those of an object.</summary>
/// <param name="Column">Null for an object.</param>
internal sealed record ColumnPlace(int? Column, IReadOnlyList<ColumnPlace> Below);
