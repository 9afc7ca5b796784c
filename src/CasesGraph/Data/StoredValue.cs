using System.Globalization;
using CasesGraph.Cases;
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
            Enum member => Convert.ToInt64(member, CultureInfo.InvariantCulture),
            DateTime time => UtcMicroseconds.From(time),
            CaseField field => field.Name,
            _ => throw new NotSupportedException($"A slot cannot hold a {value.GetType().Name}."),
        };
}
