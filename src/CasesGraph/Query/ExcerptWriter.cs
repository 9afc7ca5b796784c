using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>A column of a row that a search looks into.</summary>
/// <param name="Field">By its names from the record on, with dots between.</param>
internal readonly record struct ExcerptColumn(string Field, int Column, bool IsText, bool IsPhone)
{
    /// <summary>Those of an entity's own text, the title first.</summary>
    /// <param name="path">To the entity.</param>
    public static ExcerptColumn[] Of(
        EntityModel entity,
        string prefix,
        IReadOnlyList<PropertyInfo> path,
        AccessShape access,
        RowLayoutBuilder layout
    )
    {
        var columns = SearchIndex
            .Of(entity.Type)!
            .Columns.Where(column => !column.IsReady && access.Shows(entity, column))
            .DistinctBy(column => column.Source, StringComparer.Ordinal)
            .ToList();
        var read = layout.Columns(entity, columns.Select(column => column.Source), path);
        return
        [
            .. columns.Zip(
                read,
                (column, from) =>
                    new ExcerptColumn(
                        prefix + Naming.Camel(column.Source),
                        from.Column,
                        from.Scalar.StoredAs is StoredAs.Text,
                        column.IsPhone
                    )
            ),
        ];
    }

    public ExcerptText? In(RowSet rows, int row)
    {
        var cell = rows[row, Column];
        if (cell.IsNull)
            return null;
        var text = IsText ? Encoding.UTF8.GetString(cell.Text) : cell.Number.ToString(CultureInfo.InvariantCulture);
        return new ExcerptText(Field, text, IsPhone);
    }
}

/// <summary>Rows below, of a child plan, that a search looks into.</summary>
internal readonly record struct ExcerptRows(int Child, int OwnerColumn, ExcerptColumn[] Columns);

/// <summary>Writes what a search has found of a row; null where nothing was sought.</summary>
/// <param name="list">The list that is searched; null where it is not.</param>
internal sealed class ExcerptWriter(SelectedExcerpt selected, int? list, ExcerptColumn[] columns, ExcerptRows[] below)
    : FieldWriter(selected.Key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        if (Of(rows, row) is { } excerpt)
            Write(json, excerpt);
        else
            json.WriteNullValue();
    }

    private Excerpt? Of(RowSet rows, int row)
    {
        var request = (RequestValues)rows.Request;
        return list is { } index && request.List(index).Search is { } search
            ? Excerpt.Of(Texts(rows, row), Probes(search, request), selected.Length)
            : null;
    }

    private static List<IReadOnlyList<string>> Probes(SearchArgument search, RequestValues request) =>
        [
            .. search.Terms.Select(
                (term, at) =>
                    (IReadOnlyList<string>)
                        [
                            .. search
                                .Phones.Where(phone => phone.Terms.Contains(at))
                                .Select(phone => phone.Probe)
                                .Append(term.Phone)
                                .Append(term.Probe)
                                .OfType<Slot>()
                                .Select(slot => (string)request[slot]),
                        ]
            ),
        ];

    private IEnumerable<ExcerptText> Texts(RowSet rows, int row)
    {
        foreach (var column in columns)
        {
            if (column.In(rows, row) is { } text)
                yield return text;
        }
        foreach (var (child, owner, texts) in below)
        {
            var children = rows.Children[child];
            var (start, length) = children.RangeOf(rows[row, owner].Number);
            for (var at = start; at < start + length; at++)
            {
                foreach (var column in texts)
                {
                    if (column.In(children.Rows!, at) is { } text)
                        yield return text;
                }
            }
        }
    }

    private void Write(Utf8JsonWriter json, Excerpt excerpt)
    {
        json.WriteStartObject();
        foreach (var part in selected.Parts)
        {
            json.WritePropertyName(part.Key);
            switch (part.Name)
            {
                case "field":
                    json.WriteStringValue(excerpt.Field);
                    break;
                case "text":
                    json.WriteStringValue(excerpt.Text);
                    break;
                case "marks":
                    Write(json, excerpt.Marks, part.Below);
                    break;
                default:
                    json.WriteStringValue("SearchExcerpt"u8);
                    break;
            }
        }
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json,
        IReadOnlyList<(int Start, int Length)> marks,
        IReadOnlyList<(string Key, string Name)> parts
    )
    {
        json.WriteStartArray();
        foreach (var (start, length) in marks)
        {
            json.WriteStartObject();
            foreach (var (key, name) in parts)
            {
                json.WritePropertyName(key);
                if (name is "__typename")
                    json.WriteStringValue("SearchMark"u8);
                else
                    json.WriteNumberValue(name is "start" ? start : length);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

/// <summary>A row that a search has found: its key, and its excerpts.</summary>
internal sealed class HitWriter(int key, IReadOnlyList<ExcerptWriter> excerpts)
{
    public long KeyOf(RowSet rows, int row) => rows[row, key].Number;

    /// <summary>Writes one of the excerpts that were asked for.</summary>
    public void Write(Utf8JsonWriter json, RowSet rows, int row, int excerpt) =>
        excerpts[excerpt].Write(json, rows, row);
}
