using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>A value of a request as the database has it: a text or a number.</summary>
internal static class StoredValue
{
    public static object Of(object value) =>
        value switch
        {
            string or long => value,
            int number => (long)number,
            _ => Scalar.Of(value.GetType()).ToStored(value),
        };
}
