using System.Runtime.InteropServices;
using CasesGraph.Data;

namespace CasesGraph.Seeding;

/// <summary>A column's value as SQLite stores it, without a box around it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SeedValue(string? Text, long? Number)
{
    public static implicit operator SeedValue(string? text) => new(text, Number: null);

    public static implicit operator SeedValue(long? number) => new(Text: null, number);

    public static implicit operator SeedValue(long number) => new(Text: null, number);

    public static implicit operator SeedValue(bool flag) => new(Text: null, flag ? 1 : 0);

    public static implicit operator SeedValue(DateTime time) => new(Text: null, UtcMicroseconds.From(time));

    public static implicit operator SeedValue(DateTime? time) =>
        new(Text: null, time is { } some ? UtcMicroseconds.From(some) : null);
}
