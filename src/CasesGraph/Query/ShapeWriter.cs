using System.Text;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// The shapes of a selection and of the arguments of its lists as text: equal for two requests when, and only when, one
/// plan serves both. Values stay out; that slots are numbered in reading order keeps them in step.
/// </summary>
internal sealed class ShapeWriter
{
    private readonly StringBuilder shape = new(256);

    public static SelectionShape Of(Selection selection)
    {
        var writer = new ShapeWriter();
        writer.Write(selection);
        return new SelectionShape(writer.shape.ToString());
    }

    public static SelectionShape Of(ListSelection list)
    {
        var writer = new ShapeWriter();
        writer.Write(list);
        return new SelectionShape(writer.shape.ToString());
    }

    /// <summary>Which rows a list's arguments ask for; that of order and filter is written already.</summary>
    public static string OfArguments(
        bool backward,
        bool includeDeleted,
        Bound? after,
        Bound? before,
        SearchArgument? search,
        string orderAndFilter
    )
    {
        var writer = new ShapeWriter();
        writer.shape.Append('(').Append(backward ? '-' : '+').Append(includeDeleted ? 'd' : ' ');
        writer.Write(after);
        writer.Write(before);
        // A search without a word finds nothing; without a search all is found.
        writer
            .shape.Append(search is null ? '-' : 's')
            .Append(search?.Shape)
            .Append(' ')
            .Append(orderAndFilter)
            .Append(')');
        return writer.shape.ToString();
    }

    /// <summary>The part of a list's shape that its cursors depend on.</summary>
    public static string OfOrderAndFilter(Filter? where, IReadOnlyList<OrderKey> order)
    {
        var writer = new ShapeWriter();
        writer.Write(where);
        writer.Write(order);
        return writer.shape.ToString();
    }

    private void Write(Selection selection)
    {
        shape.Append(selection.Entity.Name).Append('{');
        foreach (var field in selection.Fields)
            Write(field);
        shape.Append('}');
    }

    private void Write(IReadOnlyList<SelectedPart> parts)
    {
        foreach (var part in parts)
        {
            shape.Append(' ').Append(part.Key).Append(':').Append(part.Name).Append(part.First);
            foreach (var selection in part.Objects ?? [])
                Write(selection);
            if (part.Parts.Count == 0)
                continue;
            shape.Append('{');
            Write(part.Parts);
            shape.Append('}');
        }
    }

    private void Write(SelectedField selected)
    {
        shape.Append(selected.Key).Append(':');
        switch (selected)
        {
            case SelectedConstant(_, var value):
                shape.Append('=').Append(value);
                break;
            case SelectedId or SelectedCursor or SelectedHidden:
                shape.Append('#').Append(selected.GetType().Name);
                break;
            case SelectedExcerpt excerpt:
                Write(excerpt);
                break;
            case SelectedScalar(_, var field) scalar:
                shape.Append(field.Name).Append(scalar.OnlyOwn ? "!" : "");
                break;
            case SelectedDerived(_, var field, var parts) derived:
                shape.Append(field.Name).Append(derived.AsksOwn ? "!" : "").Append(field.Variant);
                Write(parts);
                break;
            case SelectedNode(_, var selection):
                Write(selection);
                break;
            case SelectedReference(_, var field, var selection) reference:
                shape.Append(field.Name).Append(reference.OnlyOwn ? "!" : "");
                Write(selection);
                break;
            case SelectedItems(_, var field, var selection):
                shape.Append(field.Name);
                Write(selection);
                break;
            case SelectedUnion(_, var field, var members, var system):
                shape.Append(field.Name);
                foreach (var member in members)
                    Write(member);
                foreach (var constant in system)
                    Write(constant);
                break;
            case SelectedOneOf(_, var field, var members):
                shape.Append(field.Name);
                foreach (var member in members)
                    Write(member);
                break;
            case SelectedConnection(_, var field, var list):
                shape.Append(field.Name);
                Write(list);
                break;
            case SelectedCount(_, var field, var list):
                shape.Append(field.Name);
                Write(list);
                break;
            default:
                throw new NotSupportedException(selected.GetType().Name);
        }
        shape.Append(',');
    }

    private void Write(SelectedExcerpt excerpt)
    {
        shape.Append("#excerpt").Append(excerpt.Length);
        foreach (var part in excerpt.Parts)
        {
            shape.Append(' ').Append(part.Key).Append(':').Append(part.Name);
            foreach (var (key, name) in part.Below)
                shape.Append('>').Append(key).Append(':').Append(name);
        }
    }

    private void Write(ListSelection list)
    {
        shape.Append(list.Child.Name).Append('.').Append(list.Node?.Name).Append('[');
        foreach (var part in list.Parts)
            Write(part);
        shape.Append(']');
    }

    private void Write(ListPart part)
    {
        shape.Append(part.Key).Append(':').Append(part.GetType().Name);
        switch (part)
        {
            case NodesPart(_, var selection):
                Write(selection);
                break;
            case EdgesPart(_, var fields):
                foreach (var field in fields)
                    Write(field);
                break;
            case PageInfoPart(_, var fields):
                foreach (var (key, field) in fields)
                    shape.Append(key).Append('=').Append((int)field).Append(' ');
                break;
        }
        shape.Append(',');
    }

    private void Write(Bound? bound)
    {
        foreach (var slot in bound?.Values ?? [])
            shape.Append(slot is null ? '0' : '1');
        shape.Append(';');
    }

    private void Write(IReadOnlyList<OrderKey> order)
    {
        foreach (var key in order)
        {
            foreach (var step in key.Path)
                shape.Append('.').Append(step.Name);
            shape.Append(key.Descending ? '-' : '+').Append(key.NullsFirst ? 'f' : 'l');
        }
    }

    private void Write(Filter? filter)
    {
        switch (filter)
        {
            case null:
                break;
            case AllOf(var filters):
                WriteAll('&', filters);
                break;
            case AnyOf(var filters):
                WriteAll('|', filters);
                break;
            case Comparison comparison:
                shape.Append(comparison.Path.Property.Name).Append(comparison.Negated ? '!' : ' ');
                shape.Append((int)comparison.Operator).Append(comparison.Value is null ? '0' : '1');
                shape.Append(comparison.OrNull ? '0' : ' ');
                break;
            case BooleanComparison(var path, var value, var negated):
                shape.Append(path.Property.Name).Append(negated ? '!' : ' ').Append(value);
                break;
            case Related(var navigation, var related):
                shape.Append(navigation.Name).Append('>');
                Write(related);
                break;
            case SaidTwice(var exact, var column, _):
                shape.Append('=');
                Write(exact);
                Write(column);
                break;
            case SomeOf some:
                shape.Append(some.Negated ? '!' : '?').Append(some.Child.Name).Append(some.Foreign.Name);
                Write(some.Filter);
                break;
            default:
                throw new NotSupportedException(filter.GetType().Name);
        }
        shape.Append(';');
    }

    private void WriteAll(char sign, IReadOnlyList<Filter> filters)
    {
        shape.Append(sign).Append('(');
        foreach (var filter in filters)
            Write(filter);
        shape.Append(')');
    }
}

/// <summary>The shape of what is selected, but for arguments. It is looked up often, so its hash is kept.</summary>
internal sealed class SelectionShape(string text) : IEquatable<SelectionShape>
{
    private readonly int hash = text.GetHashCode(StringComparison.Ordinal);

    public string Text => text;

    public bool Equals(SelectionShape? other) =>
        ReferenceEquals(this, other) || string.Equals(text, other?.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SelectionShape);

    public override int GetHashCode() => hash;
}
