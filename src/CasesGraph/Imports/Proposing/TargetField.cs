using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>A field that a file for an import can bring.</summary>
/// <param name="Name">By the grammar of <see cref="ImportNames"/>.</param>
/// <param name="Label">What people read in its place.</param>
/// <param name="Scalar">Of its values; null where they name something else.</param>
internal sealed record TargetField(string Name, string Label, Scalar? Scalar)
{
    /// <summary>Whether several columns can bring it together.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether a new record has to have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it tells of the past: it is written where that is asked for.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The type of whose opaque ids its values are; null for others.</summary>
    public string? IdOf { get; init; }

    /// <summary>Whether it brings messages.</summary>
    public bool IsConversation { get; init; }

    /// <summary>Whether times stand in it, as a column can have them in ways of its own.</summary>
    public bool HasTimes => IsTime || IsConversation;

    public bool IsTime => Scalar == Scalar.Instant || Scalar?.Type == typeof(DateOnly);
    public bool IsNumber => Scalar is { IsNumber: true } || Scalar == Scalar.Number32 || Scalar == Scalar.Number64;
    public bool IsTruth => Scalar?.Type == typeof(bool);
    public bool IsEmail => Name is "email" || Name.EndsWith(".email", StringComparison.Ordinal);

    /// <summary>The type by which the dictionary has its values; null where these are free.</summary>
    public string? ValueType =>
        IsTruth ? "Boolean"
        : Scalar is { Names: not null } ? Scalar.Name
        : null;
}
