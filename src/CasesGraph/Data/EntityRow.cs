using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data;

/// <summary>
/// An entity's rows as EF Core's model describes them, for what is written past its change tracker. No other list of
/// columns is kept, so a new property is written like the rest.
/// </summary>
internal sealed class EntityRow
{
    private const string Kept = "CasesGraph:Row";

    private readonly IEntityType type;
    private readonly List<IProperty> stored;
    private readonly Action<object, BulkValue[]> read;
    private readonly Func<object, long>? keyOf;
    private readonly Action<object, long>? giveKey;

    private EntityRow(IEntityType type)
    {
        this.type = type;
        stored = [.. type.GetProperties().Where(property => property.GetComputedColumnSql() is null)];
        Columns = stored.ConvertAll(RowColumn.Of);
        read = RowReader.Compile(type, stored);
        if (type.FindPrimaryKey() is not { Properties: [var key] } || key.ClrType != typeof(long))
            return;
        Key = stored.IndexOf(key);
        (keyOf, giveKey) = RowReader.CompileKey(type, key);
    }

    public string Name => type.ShortName();
    public string Table => type.GetTableName()!;

    /// <summary>All but those that the database computes.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>The place among the columns of a key that is a single number; null where there is none.</summary>
    public int? Key { get; }

    public static EntityRow Of(IModel model, Type entity)
    {
        var found =
            model.FindEntityType(entity)
            ?? throw new InvalidOperationException($"{entity.Name} is not of the database's model.");
        // A form that adds no column is written as what it is a form of, so that one statement writes several.
        while (found is { BaseType: { } parent } && !found.GetDeclaredProperties().Any())
            found = parent;
        return found.GetOrAddRuntimeAnnotationValue(Kept, static of => new EntityRow(of!), found);
    }

    /// <summary>
    /// The columns' values in their order. Where a reference has no key, it is that of the object referred to: rows are
    /// written in an order in which that has its key by then.
    /// </summary>
    public BulkValue[] Values(object row)
    {
        var values = new BulkValue[Columns.Count];
        read(row, values);
        return values;
    }

    /// <inheritdoc cref="Values"/>
    public void Read(object row, BulkValue[] values) => read(row, values);

    public bool Has(object row) => type.ClrType == row.GetType();

    public long KeyOf(object row) => keyOf!(row);

    public void GiveKey(object row, long key) => giveKey!(row, key);

    /// <summary>The place among the columns of the only reference to another entity.</summary>
    public int ReferenceTo(EntityRow other) =>
        stored.IndexOf(type.GetForeignKeys().Single(key => key.PrincipalEntityType == other.type).Properties[0]);

    /// <summary>The place among the columns of the only reference.</summary>
    public int Reference => stored.IndexOf(type.GetForeignKeys().Single().Properties[0]);
}

/// <summary>A column as the bulk writers take it: a text, a whole number, or a flag, which is the number 0 or 1.</summary>
internal sealed record RowColumn(string Name, Type StoredAs)
{
    public static RowColumn Of(IProperty property) =>
        new(property.GetColumnName(), property.GetTypeMapping().Converter?.ProviderClrType ?? Stored(property.ClrType));

    private static Type Stored(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
