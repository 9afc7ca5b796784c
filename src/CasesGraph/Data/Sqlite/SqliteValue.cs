using System.Runtime.InteropServices;

namespace CasesGraph.Data.Sqlite;

/// <summary>A column's value as SQLite stores it, without a box around it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqliteValue(string? Text, long? Number)
{
    public static implicit operator SqliteValue(string? text) => new(text, Number: null);

    public static implicit operator SqliteValue(long? number) => new(Text: null, number);

    public static implicit operator SqliteValue(long number) => new(Text: null, number);

    public static implicit operator SqliteValue(bool flag) => new(Text: null, flag ? 1 : 0);

    public static implicit operator SqliteValue(DateTime time) => new(Text: null, UtcMicroseconds.From(time));

    public static implicit operator SqliteValue(DateTime? time) =>
        new(Text: null, time is { } some ? UtcMicroseconds.From(some) : null);
}
