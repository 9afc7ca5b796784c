using System.Runtime.InteropServices;

namespace CasesGraph.Data;

/// <summary>A column's value as it is stored, without a box around it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BulkValue(string? Text, long? Number)
{
    public static implicit operator BulkValue(string? text) => new(text, Number: null);

    public static implicit operator BulkValue(long number) => new(Text: null, number);
}
