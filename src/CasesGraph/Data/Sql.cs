using System.Globalization;

namespace CasesGraph.Data;

/// <summary>
/// What statements on many rows are made of (<see cref="KeyedRows"/>): texts that are combined here alone, so that no
/// feature writes any. Values stand in them as numbers or as <see cref="SqlParameters"/>.
/// </summary>
internal static class Sql
{
    public const string Null = "NULL";
    public const string NoText = "CAST(NULL AS TEXT)";
    public const string NoFlag = "CAST(NULL AS BOOLEAN)";
    public const string NoNumber = "CAST(NULL AS INTEGER)";
    public const string True = "1 = 1";
    public const string False = "1 = 0";

    /// <summary>A column of the row as it is before.</summary>
    public static string Column(string name) => $"c.\"{name}\"";

    /// <summary>A column of the only table of a <see cref="Query"/>.</summary>
    public static string Own(string name) => $"\"{name}\"";

    /// <summary>A column of the changed row, in a <see cref="UnionInsert"/>.</summary>
    public static string OfChanged(string name) => $"ch.\"{name}\"";

    public static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Own));

    public static string Query(string table, IEnumerable<string> columns, string when) =>
        $"SELECT {Names(columns)} FROM \"{table}\" WHERE {when}";

    /// <summary>A name that has no quotes.</summary>
    public static string Word(string name) => $"'{name}'";

    public static string IsSame(string one, string other) => $"{one} = {other}";

    public static string IsFrom(string number, string least) => $"{number} >= {least}";

    public static string IsBelow(string number, string least) => $"{number} < {least}";

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Null;

    public static string Number(Enum value) => value.ToString("D");

    public static string Flag(long number) => $"({Number(number)} = 1)";

    public static string Next(string number) => $"{number} + 1";

    public static string IsNull(string value) => $"{value} IS NULL";

    public static string IsSet(string value) => $"{value} IS NOT NULL";

    /// <summary>Null is a value like the others.</summary>
    public static string Differs(string one, string other) => $"{one} IS DISTINCT FROM {other}";

    public static string Is(string value, Enum other) => $"{value} = {other:D}";

    public static string IsOneOf(string value, IEnumerable<long> numbers) =>
        $"{value} IN ({string.Join(", ", numbers)})";

    public static string All(params IEnumerable<string> conditions) => string.Join(" AND ", conditions);

    public static string Any(params IEnumerable<string> conditions) => string.Join(" OR ", conditions);

    /// <summary>That none of the conditions holds, as a value.</summary>
    public static string Not(params IEnumerable<string> conditions) => $"(NOT ({Any(conditions)}))";

    public static string Both(string one, string other) => $"({one}) AND ({other})";

    /// <summary>The first value whose condition holds.</summary>
    public static string Choose(IEnumerable<(string When, string Then)> choices, string otherwise) =>
        $"CASE {string.Join(' ', choices.Select(one => $"WHEN {one.When} THEN {one.Then}"))} ELSE {otherwise} END";

    /// <summary>
    /// What is told for the value of an enum that is stored, never null: a rule is told in C# alone, and this is its table.
    /// </summary>
    public static string ByValue<TEnum>(string stored, Func<TEnum, string> told)
        where TEnum : struct, Enum
    {
        var groups = Enum.GetValues<TEnum>().GroupBy(told, StringComparer.Ordinal).ToList();
        if (groups is [var only])
            return only.Key;
        var choices = groups.Select(group =>
            (IsOneOf(stored, group.Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture))), group.Key)
        );
        return Choose(choices, Null);
    }

    /// <summary>Texts behind one another, null where that makes none.</summary>
    public static string Joined(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? NoText : $"NULLIF({string.Join(" || ", texts)}, '')";

    /// <summary>A text, or what a column holds, with others behind it.</summary>
    public static string Concatenated(params IEnumerable<string> texts) => string.Join(" || ", texts);

    /// <summary>A number between two texts without quotes; nothing stands for null.</summary>
    public static string Token(string before, string number, string after) =>
        Concatenated(Word(before), Digits(number), Word(after));

    /// <summary>The texts of all rows that belong to an owner, one behind the other; empty where there are none.</summary>
    /// <param name="text">Of a row, which is x.</param>
    public static string Joined(string table, string column, string owner, string text) =>
        $"COALESCE((SELECT STRING_AGG({text}, '') FROM \"{table}\" AS x WHERE x.\"{column}\" = {owner}), '')";

    /// <summary>A text without another that has no quotes.</summary>
    public static string Without(string text, string part) => $"REPLACE({text}, {Word(part)}, '')";

    /// <summary>What has changed of a number, as name:before>after; with both left out where they are null.</summary>
    /// <param name="name">A word in capital letters.</param>
    public static string Change(string name, string before, string after) =>
        $"""
            CASE WHEN {Differs(before, after)}
                THEN '{name}:' || {Digits(before)} || '>' || {Digits(after)} || ';' ELSE '' END
            """;

    private static string Digits(string number) => $"COALESCE(CAST({number} AS TEXT), '')";
}

/// <summary>The values of statements that are written by hand. Numbers may stand in the text itself; texts never do.</summary>
internal sealed class SqlParameters
{
    private readonly List<object> values = [];

    public object[] Values => [.. values];

    /// <summary>What stands for the value in the text, as EF Core's raw SQL takes it.</summary>
    public string Add(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
    }
}
