using System.Text;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>Values as the change log writes them.</summary>
internal static class CanonicalText
{
    /// <summary>How many characters of a long text are shown.</summary>
    public const int Shown = 500;

    public static string Of(DateTime instant) => OfScalar(instant)!;

    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => OfScalar(value);

    public static string? Label<TEnum>(TEnum? value)
        where TEnum : struct, Enum => ShownScalar(value);

    public static string? Of(string type, long? key) => key is { } some ? OpaqueId.Encode(type, some) : null;

    /// <summary>A value of a plain column.</summary>
    public static string? OfScalar(object? value) =>
        value is null ? null
        : Scalar.Of(value.GetType()) is var scalar ? scalar.Written.Of(scalar.ToStored(value))
        : null;

    /// <summary>The same as people read it, where that is something else.</summary>
    public static string? ShownScalar(object? value) =>
        value is null ? null
        : Scalar.Of(value.GetType()) is var scalar ? scalar.Shown?.Of(scalar.ToStored(value))
        : null;

    /// <summary>A long text's beginning, in whole characters.</summary>
    public static string Beginning(string text, int length = 100)
    {
        if (text.Length <= length)
            return text;
        var runes = text.EnumerateRunes().Take(length);
        return runes.Aggregate(new StringBuilder(length), (all, rune) => all.Append(rune)).ToString();
    }
}
