using System.Runtime.InteropServices;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>A column's value as it is stored, without a box around it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BulkValue(string? Text, long? Number)
{
    public static implicit operator BulkValue(string? text) => new(text, Number: null);

    public static implicit operator BulkValue(long? number) => new(Text: null, number);

    public static implicit operator BulkValue(long number) => new(Text: null, number);

    public static implicit operator BulkValue(bool flag) => new(Text: null, flag ? 1 : 0);

    public static implicit operator BulkValue(DateTime time) => new(Text: null, UtcMicroseconds.From(time));

    public static implicit operator BulkValue(DateTime? time) =>
        new(Text: null, time is { } some ? UtcMicroseconds.From(some) : null);
}
