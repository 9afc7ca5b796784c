using System.Collections.Concurrent;
using System.Text.Json;
using CasesGraph.Model.Scalars;

namespace CasesGraph.Model;

/// <summary>
/// A kind of plain value, with all that tells it from other kinds. A new kind is a class, and its line in
/// <see cref="Known"/>.
/// </summary>
/// <param name="type">Of the values, without Nullable.</param>
/// <param name="name">What the schema calls it.</param>
public abstract class Scalar(Type type, string name, StoredAs storedAs)
{
    public static Scalar Text { get; } = new TextScalar();
    public static Scalar Number64 { get; } = new WholeNumberScalar<long>("Long");
    public static Scalar Number32 { get; } = new WholeNumberScalar<int>("Int");
    public static Scalar Instant { get; } = new InstantScalar();

    /// <summary>All kinds but those that are a type of names each.</summary>
    public static IReadOnlyList<Scalar> Known { get; } =
    [Text, Number32, Number64, Instant, new BooleanScalar(), new DecimalScalar(), new DateScalar()];

    private static readonly ConcurrentDictionary<Type, Scalar?> Found = new(
        Known.Select(scalar => KeyValuePair.Create(scalar.Type, (Scalar?)scalar))
    );

    public Type Type => type;
    public string Name => name;
    public StoredAs StoredAs => storedAs;

    /// <summary>Whether the greatest value is stored as the smallest number.</summary>
    public bool GreatestFirst { get; } = type.IsDefined(typeof(GreatestFirstAttribute), inherit: false);

    /// <summary>For EF Core, of values to what is stored; null where it needs none.</summary>
    public virtual Type? Converter => null;

    /// <summary>What the schema says of it; null where the engine knows it.</summary>
    public virtual string? Description => null;
    public virtual string? SpecifiedBy => null;

    /// <summary>Whether callers write a number, not a string.</summary>
    public virtual bool IsNumber => false;

    /// <summary>By what filters compare it, beside eq and neq.</summary>
    public abstract Comparisons Comparisons { get; }

    /// <summary>The bounds of what is stored.</summary>
    public virtual long Least => long.MinValue;
    public virtual long Most => long.MaxValue;

    /// <summary>All values, where they are names.</summary>
    public virtual IReadOnlyList<NamedValue>? Names => null;

    /// <summary>How values read in the change log, canonically.</summary>
    public abstract ValueText Written { get; }

    /// <summary>How people read them there, where that is something else.</summary>
    public virtual ValueText? Shown => null;

    /// <summary>Stored numbers from here on stand for places in statements while these are translated; nobody stores them.</summary>
    public virtual long FirstMark => 1_000_000_000;

    /// <summary>A value as it is stored: a string or a long.</summary>
    public abstract object ToStored(object value);

    public abstract object FromStored(object stored);

    /// <summary>Writes what is stored as a number into an answer; what is stored as text is written as it is.</summary>
    public virtual void WriteJson(Utf8JsonWriter json, long stored) => json.WriteNumberValue(stored);

    /// <summary>The value that a caller wrote, as a number or a string; null where it is none.</summary>
    public virtual object? Parse(string text) => null;

    /// <summary>A value that looks real enough, another for each of some numbers that follow one another.</summary>
    public abstract object Example(int number);

    /// <summary>The kind of a type's values, Nullable or not.</summary>
    public static Scalar Of(Type type) =>
        Find(type) ?? throw new NotSupportedException($"A field cannot be of type {type.Name}.");

    /// <summary>Null where it is no plain value.</summary>
    public static Scalar? Find(Type type) =>
        Found.GetOrAdd(
            Nullable.GetUnderlyingType(type) ?? type,
            static of => EnumScalar.Make(of) ?? NamesScalar.Make(of)
        );
}

/// <summary>A value that is a name.</summary>
/// <param name="Name">As the API writes it.</param>
public sealed record NamedValue(string Name, object Value, string? Description);

/// <summary>How the databases hold values.</summary>
public enum StoredAs
{
    Text,
    Number,

    /// <summary>Read as the number 0 or 1.</summary>
    Flag,
}

/// <summary>Operations of filters.</summary>
[Flags]
public enum Comparisons
{
    None = 0,
    Lists = 1,
    Order = 2,
    Parts = 4,

    /// <summary>To now.</summary>
    Relative = 8,
}
