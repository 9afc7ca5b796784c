using CasesGraph.Access;

namespace CasesGraph.Operations;

/// <summary>
/// The place in an input where other features add fields of their own: each by a record with <see cref="ExtendsAttribute"/>,
/// which is made from the same input.
/// </summary>
public sealed class InputExtensions(IReadOnlyList<object> records)
{
    internal IEnumerable<TRecord> Of<TRecord>() => records.OfType<TRecord>();

    /// <summary>What a caller must be allowed for what they hold.</summary>
    internal IEnumerable<AccessAction> Demands => records.OfType<IDemanding>().SelectMany(one => one.Demands);
}

/// <summary>A part of an input that needs rights of its own.</summary>
internal interface IDemanding
{
    IEnumerable<AccessAction> Demands { get; }
}

/// <summary>On a record: its parameters are fields of another input too.</summary>
/// <param name="input">The other input, which has <see cref="InputExtensions"/>.</param>
/// <param name="place">Its place among those that extend it, the lowest first.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExtendsAttribute(Type input, int place) : Attribute
{
    public Type Input { get; } = input;
    public int Place { get; } = place;
}
