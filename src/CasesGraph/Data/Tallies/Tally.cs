using System.Reflection;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data.Tallies;

/// <summary>
/// Counts that are kept: a table whose rows say how many rows in use an entity has of each combination of some columns.
/// Triggers keep it in the transaction of the write itself, whoever writes; made anew where it is not as declared.
/// </summary>
internal sealed class Tally
{
    private Tally(Type row)
    {
        var declared = row.GetCustomAttribute<TallyAttribute>()!;
        (Row, Of, IsRanked) = (row, declared.Of, declared.IsRanked);
        Columns =
        [
            .. row.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => TallyColumn.Of(property, Of)),
        ];
    }

    /// <summary>Those that are declared, in their places.</summary>
    public static IReadOnlyList<Tally> All { get; } =
    [
        .. typeof(Tally)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(TallyAttribute)))
            .OrderBy(type => type.GetCustomAttribute<TallyAttribute>()!.Place)
            .Select(type => new Tally(type)),
    ];

    /// <summary>The class of its rows.</summary>
    public Type Row { get; }

    /// <summary>The entity.</summary>
    public Type Of { get; }

    /// <summary>Whether an index has its rows by how many they count.</summary>
    public bool IsRanked { get; }

    public IReadOnlyList<TallyColumn> Columns { get; }

    /// <summary>The column by which a row counts once for each of its links; null where each counts once.</summary>
    public TallyColumn? Each => Columns.SingleOrDefault(column => column.Links is not null);

    public string Table => Row.Name;

    /// <summary>The property by which it counts a property of the entity; null where it does not.</summary>
    public TallyColumn? Find(PropertyInfo property) =>
        Columns.FirstOrDefault(column => column.Counted.HasSameMetadataDefinitionAs(property));

    /// <summary>Whether it has columns of these names.</summary>
    public bool Has(IEnumerable<string> names) =>
        names.All(name => Columns.Any(column => string.Equals(column.Name, name, StringComparison.Ordinal)));

    /// <summary>Its rows as LINQ sees them.</summary>
    public static void Map(ModelBuilder model)
    {
        foreach (var tally in All)
            model.Entity(tally.Row, row => row.HasNoKey().ToTable(tally.Table, to => to.ExcludeFromMigrations()));
    }

    /// <summary>Columns whose writes change it; what the database computes follows from others.</summary>
    public IEnumerable<string> WrittenColumns(IModel model) =>
        Columns
            .SelectMany(column => column.Sources)
            .Append(nameof(ISoftDeleted.DeletedAt))
            .Distinct(StringComparer.Ordinal)
            .Where(name => Property(model, name).GetComputedColumnSql() is null);

    /// <summary>The columns with their types, for a table.</summary>
    public string Declared(IModel model) =>
        string.Join(", ", Columns.Select(column => $"\"{column.Name}\" {column.Property(model).GetColumnType()}"));

    /// <summary>Columns by which its rows are found, beside all of them together.</summary>
    public IEnumerable<string> Indexed =>
        Columns
            .Where(column => column.Own.IsDefined(typeof(TallyIndexAttribute)))
            .Select(column => column.Name)
            .Concat(IsRanked ? [nameof(TallyRow.Count)] : Array.Empty<string>());

    public string Names => Sql.Names(Columns.Select(column => column.Name));

    /// <summary>The values of a row.</summary>
    /// <param name="row">What stands before a column of it.</param>
    /// <param name="keysIn">Those parts of a text between bars that begin with a letter, in order and with bars between them.</param>
    public string Values(string row, Func<string, string, string> keysIn) =>
        string.Join(", ", Columns.Select(column => column.Value(row, keysIn)));

    /// <summary>The column with all links of an entity; null where there is none.</summary>
    public TallyColumn? AllOf(Type link) => Columns.FirstOrDefault(column => column.All?.Link == link);

    /// <summary>The condition that a row counts, and of its items (<see cref="Items"/>) that one is a key.</summary>
    public string Counts(string row) =>
        $"{row}\"{nameof(ISoftDeleted.DeletedAt)}\" IS NULL"
        + (Each?.Links is { } links ? $" AND substr(item.\"value\", 1, 1) = '{links.Letter}'" : "");

    /// <summary>A text whose parts between bars are the items of a row that it counts with; null where it counts once.</summary>
    /// <param name="has">The condition that a text has a letter in it.</param>
    public string? Items(string row, Func<string, string, string> has) =>
        Each?.Links is not { } links
            ? null
            : $"CASE WHEN {has($"{row}\"{links.Kept}\"", $"'{links.Letter}'")} THEN {row}\"{links.Kept}\" ELSE '{links.Letter}' END";

    private IProperty Property(IModel model, string name) => model.FindEntityType(Of)!.FindProperty(name)!;
}

/// <summary>A column that rows are counted by.</summary>
/// <param name="Own">The tally's property.</param>
/// <param name="Counted">The entity's.</param>
internal sealed record TallyColumn(PropertyInfo Own, PropertyInfo Counted)
{
    /// <summary>No key and no place in an enum is this.</summary>
    public const long NoKey = -1;

    private static readonly string NoValue = Sql.Number(NoKey);

    private readonly string? without = Own.GetCustomAttribute<ToldWithoutAttribute>()?.Column;

    /// <summary>Null where it is no key of links.</summary>
    public EachLinkAttribute? Links { get; } = Own.GetCustomAttribute<EachLinkAttribute>();

    /// <summary>Null where it has not all links.</summary>
    public AllLinksAttribute? All { get; } = Own.GetCustomAttribute<AllLinksAttribute>();

    public string Name => Own.Name;

    public static TallyColumn Of(PropertyInfo own, Type counted)
    {
        var holder = own.GetCustomAttribute<EachLinkAttribute>()?.Link ?? counted;
        return new(
            own,
            holder.GetProperty(own.Name)
                ?? throw new NotSupportedException($"{holder.Name} has no {own.Name} to be counted by.")
        );
    }

    /// <summary>Whether it has the half hours of a time in its place.</summary>
    public bool IsCut { get; } = Own.IsDefined(typeof(CutToHalfHourAttribute));

    /// <summary>Whether it says of each row what the entity's does.</summary>
    public bool IsWhole => without is null && All is null && !IsCut;

    public IEnumerable<string> Sources =>
        Links is not null ? [Links.Kept]
        : without is null ? [Name]
        : [Name, without];

    public IProperty Property(IModel model) =>
        model.FindEntityType(Counted.DeclaringType!)!.FindProperty(Counted.Name)!;

    private bool IsNullable => without is not null || Nullable.GetUnderlyingType(Own.PropertyType) is not null;

    public string Value(string row, Func<string, string, string> keysIn) =>
        Links is not null ? "CAST(NULLIF(substr(item.\"value\", 2), '') AS bigint)"
        : without is not null ? $"CASE WHEN {row}\"{without}\" IS NULL THEN {row}\"{Name}\" END"
        : All is not null ? $"COALESCE('|' || {keysIn($"{row}\"{Name}\"", $"'{All.Letter}'")} || '|', '')"
        : IsCut ? HalfHour.Of($"{row}\"{Name}\"")
        : $"{row}\"{Name}\"";

    /// <summary>What rows of one combination have alike; nulls are alike too.</summary>
    public string Key => IsNullable ? $"COALESCE(\"{Name}\", {NoValue})" : $"\"{Name}\"";
}
