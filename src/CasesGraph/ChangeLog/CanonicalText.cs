using System.Globalization;
using System.Text;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>Values as the change log writes them.</summary>
internal static class CanonicalText
{
    /// <summary>How many characters of a long text are shown.</summary>
    public const int Shown = 500;

    public static string Of(DateTime instant) => InstantText.Of(instant);

    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } some ? Texts<TEnum>.Names[some] : null;

    public static string? Label<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } some ? Texts<TEnum>.Labels[some] : null;

    public static string? Of(string type, long? key) => key is { } some ? OpaqueId.Encode(type, some) : null;

    /// <summary>A value of a plain column.</summary>
    public static string? OfScalar(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            DateTime instant => Of(instant),
            Enum name => Naming.UpperSnake(name.ToString()),
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>A long text's beginning, in whole characters.</summary>
    public static string Beginning(string text, int length = 100)
    {
        if (text.Length <= length)
            return text;
        var runes = text.EnumerateRunes().Take(length);
        return runes.Aggregate(new StringBuilder(length), (all, rune) => all.Append(rune)).ToString();
    }

    private static class Texts<TEnum>
        where TEnum : struct, Enum
    {
        public static Dictionary<TEnum, string> Labels { get; } =
            Enum.GetValues<TEnum>().ToDictionary(value => value, value => Naming.Label(value.ToString()));

        public static Dictionary<TEnum, string> Names { get; } =
            Labels.Keys.ToDictionary(value => value, value => Naming.UpperSnake(value.ToString()));
    }
}
