using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// What is read of one level and below it, whatever it is called in the answer and in whatever order it stands there: one
/// plan serves all selections that are laid out the same.
/// </summary>
/// <param name="Columns">In the order of their names.</param>
/// <param name="OwnerColumn">The column with the key of the row's owner; null when there is one owner only.</param>
/// <param name="Price">No part of what is read: the same columns may be asked for more than once.</param>
internal sealed record RowLayout(
    RowSource Source,
    IReadOnlyList<LaidColumn> Columns,
    IReadOnlyList<ChildLayout> Children,
    int? OwnerColumn,
    LevelPrice Price
)
{
    /// <summary>Whether anything that is written of the rows depends on who asks.</summary>
    public bool IsOfCaller { get; init; }

    /// <summary>Of its columns, in their order.</summary>
    public IReadOnlyList<StoredAs> Kinds => [.. Columns.Select(column => column.Scalar.StoredAs)];

    /// <summary>As text: equal for two layouts when, and only when, one plan serves both.</summary>
    public SelectionShape Shape
    {
        get
        {
            var shape = new StringBuilder(256);
            Write(shape);
            return new SelectionShape(shape.ToString());
        }
    }

    /// <summary>The columns over a row; the rank of a search is an expression of its own.</summary>
    /// <param name="left">Null where every row is seen.</param>
    /// <param name="own">The column with the key of the row's owner, where that is seen; null for none.</param>
    public IEnumerable<Expression> Expressions(
        Expression row,
        Func<Expression> rank,
        LeftRows? left = null,
        PropertyInfo? own = null
    ) =>
        Columns.Select(column =>
            column.Path.Count == 0 ? rank()
            : column.IsFact ? column.Of(row)
            : own is not null && column.Path is [var only] && only == own ? SeenRows.Own(column.Of(row))
            : left?.Column(column) ?? column.Of(row)
        );

    private void Write(StringBuilder shape)
    {
        shape.Append(Source.Shape).Append('{');
        foreach (var column in Columns)
            shape.Append(column.Name).Append(' ').Append(column.Scalar.Name).Append(',');
        foreach (var child in Children)
        {
            shape.Append(child.KeyColumn).Append(child.Only?.Shape).Append(child.Held?.Shape).Append(':');
            child.Layout.Write(shape);
        }
        shape.Append('}').Append(OwnerColumn).Append(IsOfCaller ? "!" : "");
    }
}

/// <summary>A column of a level.</summary>
/// <param name="Path">From the row to the value; empty for the rank of a search.</param>
internal sealed record LaidColumn(string Name, IReadOnlyList<PropertyInfo> Path, Scalar Scalar)
{
    /// <summary>The row of which alone it is read, and null of all others; null for all.</summary>
    public OwnRow? Only { get; init; }

    /// <summary>Whether it is never told, but says in memory who is told the row, and as what.</summary>
    public bool IsFact { get; init; }

    /// <summary>Whether it tells, in place of the row's key, whether the row is a contact's own.</summary>
    public bool AsksOwn { get; init; }

    public Expression Of(Expression row)
    {
        if (AsksOwn)
            return SeenRows.IsOwn(Linq.Follow(row, [.. Path.SkipLast(1)]));
        var value = Linq.Follow(row, Path);
        if (Only is not { } own)
            return value;
        var key = Linq.Lift(Linq.Follow(row, own.Key));
        var orNull = Linq.Lift(value);
        return Expression.Condition(
            Expression.Equal(key, Expression.Convert(own.Caller.Expression, key.Type)),
            orNull,
            Expression.Constant(value: null, orNull.Type)
        );
    }
}

/// <summary>The row that the caller is.</summary>
/// <param name="Key">From the row at hand to its key.</param>
/// <param name="Caller">Brings the caller's.</param>
internal sealed record OwnRow(IReadOnlyList<PropertyInfo> Key, Holder Caller);

/// <summary>What stands below each row.</summary>
/// <param name="KeyColumn">The parent rows' column with the key by which the child knows its owners.</param>
/// <param name="Only">Below which rows; null for all.</param>
/// <param name="Held">What the column has in the place of a key; null for the key itself.</param>
internal sealed record ChildLayout(RowLayout Layout, int KeyColumn, RowsOnly? Only, HeldIds? Held = null);

/// <summary>Rows that have one of some values in a column.</summary>
internal sealed record RowsOnly(int Column, IReadOnlyList<long> Values)
{
    public string Shape => string.Create(CultureInfo.InvariantCulture, $"?{Column}={string.Join('|', Values)}");

    public bool Has(RowSet rows, int row) =>
        rows[row, Column] is { IsNull: false } value && Values.Contains(value.Number);
}

internal abstract record RowSource
{
    /// <summary>As text, without the arguments of lists.</summary>
    public abstract string Shape { get; }
}

/// <summary>All rows with keys that the run brings.</summary>
/// <param name="By">The column with the key: the row's own, or its owner's.</param>
internal sealed record KeyedRows(EntityModel Entity, PropertyInfo By) : RowSource
{
    /// <summary>Only those in whose text a list's search has found something; null for all.</summary>
    public FoundRows? Found { get; init; }

    public override string Shape => $"{Entity.Name}#{By.Name}{Found?.Shape}";
}

/// <summary>Rows in whose text a search has found something.</summary>
/// <param name="List">The list that is searched.</param>
/// <param name="Node">The link's navigation to what has the text; null when it is the row.</param>
internal sealed record FoundRows(int List, PropertyInfo? Node)
{
    public string Shape => string.Create(CultureInfo.InvariantCulture, $"~{List}.{Node?.Name}");
}

/// <summary>A page at the root, or below each owner when there is one.</summary>
/// <param name="Follows">Whether only what is new behind a place is wanted.</param>
internal sealed record ListRows(ListSelection List, EntityModel? Owner, PropertyInfo? ForeignKey, bool Follows = false)
    : RowSource
{
    public override string Shape =>
        $"{List.Child.Name}.{List.Node?.Name}@{List.Index} {Asked} {Owner?.Name}.{ForeignKey?.Name}";

    private string Asked =>
        $"{(Follows ? 'f' : '-')}{(List.ReadsRows ? 'r' : '-')}{(List.Counts ? 'c' : '-')}{(List.Estimates ? 'e' : '-')}";
}
